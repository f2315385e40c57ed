using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Outputs;

/// <summary>An object with declared members. A mapping of its own moves the root for them; where that leads nowhere it is null.</summary>
internal sealed class ObjectShape(Selection root, IReadOnlyList<KeyValuePair<string, Shape>> members, string? description) : Shape
{
    public override void Write(JsonElement context, ShapeRun run)
    {
        if (!root.IsSelf)
        {
            var moved = root.Select(context);
            if (moved.IsAbsent || moved.IsNull)
            {
                run.Writer.WriteNullValue();
                return;
            }

            context = moved.ToElement();
        }

        run.Writer.WriteStartObject();
        foreach (var (name, shape) in members)
        {
            run.Writer.WritePropertyName(name);
            shape.Write(context, run);
        }

        run.Writer.WriteEndObject();
    }

    public override void Probe(Invocation run)
    {
        foreach (var (_, shape) in members)
        {
            shape.Probe(run);
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer) => WriteSchema(writer, isNullable: !root.IsSelf);

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
        writer.WriteStartObject("properties");
        foreach (var (name, shape) in members)
        {
            writer.WritePropertyName(name);
            shape.WriteSchema(writer);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
