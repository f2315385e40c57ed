using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>An object used as a map: its keys stay, each value takes the shape of <c>values</c>.</summary>
internal sealed class MapShape(Selection root, Shape values, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        var value = root.Select(context);
        if (value.Kind != JsonValueKind.Object)
        {
            run.Misfits += value.IsAbsent || value.IsNull ? 0 : 1;
            run.Writer.WriteNullValue();
            return;
        }

        run.Writer.WriteStartObject();
        foreach (var member in value.Element.EnumerateObject())
        {
            run.Writer.WritePropertyName(member.Name);
            values.Write(member.Value, run);
        }

        run.Writer.WriteEndObject();
    }

    public override void Probe(Invocation run) => values.Probe(run);

    public override void WriteSchema(Utf8JsonWriter writer) => WriteSchema(writer, isNullable: true);

    public override void WriteObjectSchema(Utf8JsonWriter writer) => WriteSchema(writer, isNullable: false);

    private void WriteSchema(Utf8JsonWriter writer, bool isNullable)
    {
        writer.WriteStartObject();
        if (isNullable)
        {
            OutputTypes.WriteType(writer, "object");
        }
        else
        {
            writer.WriteString("type", "object");
        }

        OutputTypes.WriteDescription(writer, description);
        writer.WritePropertyName("additionalProperties");
        values.WriteSchema(writer);
        writer.WriteEndObject();
    }
}
