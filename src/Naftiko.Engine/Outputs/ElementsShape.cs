using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>An array whose elements the file states, each with a shape of its own; a mock's <c>items</c> are its only element.</summary>
internal sealed class ElementsShape(IReadOnlyList<Shape> elements, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        run.Writer.WriteStartArray();
        foreach (var element in elements)
        {
            element.Write(context, run);
        }

        run.Writer.WriteEndArray();
    }

    public override void Probe(Invocation run)
    {
        foreach (var element in elements)
        {
            element.Probe(run);
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        OutputTypes.WriteArrayStart(writer, description);
        WriteItemsSchema(writer);
        writer.WriteEndObject();
    }

    private void WriteItemsSchema(Utf8JsonWriter writer)
    {
        string[] schemas = [.. elements.Select(SchemaOf).Distinct(StringComparer.Ordinal)];
        if (schemas is [var same])
        {
            writer.WriteRawValue(same);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("anyOf");
        foreach (var schema in schemas)
        {
            writer.WriteRawValue(schema);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string SchemaOf(Shape element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            element.WriteSchema(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
