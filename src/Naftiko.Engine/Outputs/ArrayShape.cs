using System.Text.Json;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Outputs;

/// <summary>An array, each element in the shape of <c>items</c>. JSON that is no array there is null: nothing is wrapped silently.</summary>
internal sealed class ArrayShape(Selection root, Shape? items, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        var value = root.Select(context);
        if (run.IsXml && value.Kind != JsonValueKind.Array)
        {
            WriteXml(value, run);
            return;
        }

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
        OutputTypes.WriteArrayStart(writer, description);
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

    /// <summary>
    /// XML has no lists, only siblings: nothing is an empty list, an object with a single member is the wrapper of that member (unless it is
    /// itself what the items describe), anything else the only item.
    /// </summary>
    private void WriteXml(Value value, ShapeRun run)
    {
        if (value.Kind == JsonValueKind.Object && value.Element.GetPropertyCount() == 1)
        {
            var member = value.Element.EnumerateObject().First().Value;
            var isWrapper = items is not ObjectShape || member.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            value = isWrapper ? Value.FromElement(member) : value;
        }

        run.Writer.WriteStartArray();
        if (value.Kind == JsonValueKind.Array)
        {
            foreach (var item in value.Element.EnumerateArray())
            {
                WriteItem(item, run);
            }
        }
        else if (value.IsContainer || (value.IsString && value.AsText().Length > 0))
        {
            WriteItem(value.Element, run);
        }

        run.Writer.WriteEndArray();
    }

    private void WriteItem(JsonElement item, ShapeRun run)
    {
        if (items is null)
        {
            item.WriteTo(run.Writer);
        }
        else
        {
            items.Write(item, run);
        }
    }
}
