using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Inputs;

/// <summary>Writes the JSON Schema of an input, for MCP and OpenAPI alike.</summary>
public static class InputSchema
{
    /// <summary>Writes the members of the schema object; the caller has opened it.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="input">The input.</param>
    /// <param name="description">Its description; null for none.</param>
    public static void WriteMembers(Utf8JsonWriter writer, Input input, string? description)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(input);
        WriteType(writer, input);
        if (!string.IsNullOrEmpty(description))
        {
            writer.WriteString("description", description);
        }

        if (input.Type == "array")
        {
            writer.WriteStartObject("items");
            if (input.ItemsType is { } items)
            {
                writer.WriteString("type", items);
            }

            WriteAllowed(writer, input, input.ItemsType);
            writer.WriteEndObject();
        }
        else
        {
            WriteAllowed(writer, input, input.Type);
        }

        if (input.Pattern is { } pattern && input.Type is null or "string")
        {
            writer.WriteString("pattern", pattern.ToString());
        }

        if (input.Default is ConstantExpression { Value: var value })
        {
            writer.WritePropertyName("default");
            Typed(value, input.Type).WriteTo(writer);
        }
    }

    private static void WriteType(Utf8JsonWriter writer, Input input)
    {
        if (input is { IsWholeBody: true, Type: null })
        {
            writer.WriteStartArray("type");
            writer.WriteStringValue("object");
            writer.WriteStringValue("array");
            writer.WriteEndArray();
        }
        else if (input.Type is { } type)
        {
            writer.WriteString("type", type);
        }
    }

    /// <summary>The values allowed: of a list, those of its elements.</summary>
    private static void WriteAllowed(Utf8JsonWriter writer, Input input, string? type)
    {
        if (input.Allowed.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("enum");
        foreach (var text in input.Allowed)
        {
            Typed(Value.FromText(text), type).WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>A text of the file in its type: the schema of a number lists numbers.</summary>
    private static Value Typed(Value value, string? type) => Outputs.OutputTypes.Coerce(value, type);
}
