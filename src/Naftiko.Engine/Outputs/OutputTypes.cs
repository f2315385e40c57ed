using System.Text.Json;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Outputs;

/// <summary>The declared types of outputs: lossless coercion, fit, and their JSON Schema.</summary>
internal static class OutputTypes
{
    /// <summary>The value in the declared type where that loses nothing ("42" → 42); otherwise as it is.</summary>
    public static Value Coerce(Value value, string? type) => type switch
    {
        "string" when value.Kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Value.FromText(value.AsText()),
        "integer" or "number" when value.IsString && InputCheck.IsNumber(value.AsText(), type == "integer") => Value.FromNumber(value.AsText()),
        "boolean" when value.IsString && value.AsText() is "true" or "false" => Value.FromBoolean(value.AsText() == "true"),
        _ => value,
    };

    /// <summary>An object or array that the file writes as JSON text.</summary>
    public static Value Parse(Value value, string? type)
    {
        if (type is not ("object" or "array") || !value.IsString)
        {
            return value;
        }

        try
        {
            var parsed = Value.FromElement(JsonElement.Parse(value.AsText()));
            return Fits(parsed, type) ? parsed : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }

    public static bool Fits(Value value, string? type) => type switch
    {
        "string" => value.IsString,
        "integer" => value.Kind == JsonValueKind.Number && InputCheck.IsWhole(value),
        "number" => value.Kind == JsonValueKind.Number,
        "boolean" => value.Kind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.Kind == JsonValueKind.Array,
        "object" => value.Kind == JsonValueKind.Object,
        _ => true,
    };

    public static void WriteType(Utf8JsonWriter writer, string? type)
    {
        if (type is not ("string" or "integer" or "number" or "boolean" or "array" or "object"))
        {
            return;
        }

        writer.WriteStartArray("type");
        writer.WriteStringValue(type);
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        if (type == "array")
        {
            writer.WriteStartObject("items");
            writer.WriteEndObject();
        }
    }

    /// <summary>Begins the schema of an array, up to the value of <c>items</c>, which with the object's end is left to write.</summary>
    public static void WriteArrayStart(Utf8JsonWriter writer, string? description)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("type");
        writer.WriteStringValue("array");
        writer.WriteStringValue("null");
        writer.WriteEndArray();
        WriteDescription(writer, description);
        writer.WritePropertyName("items");
    }

    public static void WriteDescription(Utf8JsonWriter writer, string? description)
    {
        if (description is not null)
        {
            writer.WriteString("description", description);
        }
    }
}
