using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>Bytes. A whole answer stays what it is; for what only takes JSON, the later steps of a flow, they are one string in base64.</summary>
internal sealed class BinaryFormat : IFormat
{
    public static readonly BinaryFormat Instance = new();

    public string Name => "binary";

    public bool IsText => false;

    public AnswerKind WholeKind => AnswerKind.Binary;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer) => writer.WriteBase64StringValue(body.Span);
}
