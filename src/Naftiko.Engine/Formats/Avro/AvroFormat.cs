using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>Avro: a body that is one bare record of the file's schema, or an object container file, which brings its own and becomes an array.</summary>
/// <param name="schema">The schema of bare records; null: only container files can be read.</param>
internal sealed class AvroFormat(AvroType? schema) : IFormat
{
    public string Name => "Avro";

    public bool IsText => false;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer)
    {
        if (AvroContainer.IsContainer(body.Span))
        {
            AvroContainer.Convert(body, writer);
            return;
        }

        if (schema is null)
        {
            throw new MalformedBodyException("it is no container file, and the operation has no outputSchema to read a bare record by");
        }

        var reader = new AvroReader(body.Span, "");
        schema.Convert(ref reader, writer);
        if (!reader.IsAtEnd)
        {
            throw reader.Malformed("more than the schema describes");
        }
    }
}
