using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>An array, each element in the shape of <c>items</c>. JSON that is no array there is null: nothing is wrapped silently.</summary>
internal sealed class ArrayShape(Selection root, Shape? items, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        var value = root.Select(context);
        if (value.Kind != JsonValueKind.Array)
        {
            run.Misfits += value.IsAbsent || value.IsNull ? 0 : 1;
            run.Writer.WriteNullValue();
            return;
        }

        if (items is null)
        {
            value.WriteTo(run.Writer);
            return;
        }

        run.Writer.WriteStartArray();
        foreach (var item in value.Element.EnumerateArray())
        {
            items.Write(item, run);
        }

        run.Writer.WriteEndArray();
    }

    public override void Probe(Invocation run) => items?.Probe(run);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("type");
        writer.WriteStringValue("array");
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        OutputTypes.WriteDescription(writer, description);
        writer.WritePropertyName("items");
        if (items is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            items.WriteSchema(writer);
        }

        writer.WriteEndObject();
    }
}
