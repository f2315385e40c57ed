using System.Text.Json;

namespace Naftiko.Engine.Outputs;

/// <summary>The array of a mock: one element, made of the values that <c>items</c> has.</summary>
internal sealed class SingleItemShape(Shape item, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        run.Writer.WriteStartArray();
        item.Write(context, run);
        run.Writer.WriteEndArray();
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("type");
        writer.WriteStringValue("array");
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        OutputTypes.WriteDescription(writer, description);
        writer.WritePropertyName("items");
        item.WriteSchema(writer);
        writer.WriteEndObject();
    }
}
