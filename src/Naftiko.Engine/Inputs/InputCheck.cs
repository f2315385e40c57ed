using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Inputs;

/// <summary>Checks one value against its input's type, values and pattern (semantics, section 5).</summary>
public static class InputCheck
{
    /// <summary>What is wrong with the value, or null; an untyped text is turned into the input's type.</summary>
    public static string? Check(Input input, ref Value value)
    {
        if (value.IsNull || input.IsWholeBody)
        {
            return null;
        }

        if (value.IsUntyped && Coerce(input, ref value) is { } notCoerced)
        {
            return notCoerced;
        }

        return CheckType(input.Type, value) ?? CheckItems(input, value) ?? CheckAllowed(input, value) ?? CheckPattern(input, value);
    }

    private static string? Coerce(Input input, ref Value value)
    {
        var text = value.AsText();
        switch (input.Type)
        {
            case "integer" or "number" when IsNumber(text, input.Type == "integer"):
                value = Value.FromNumber(text);
                return null;
            case "integer":
                return "must be an integer";
            case "number":
                return "must be a number";
            case "boolean" when text is "true" or "false":
                value = Value.FromBoolean(text == "true");
                return null;
            case "boolean":
                return "must be true or false";
            case "object":
                return ParseObject(text, ref value);
            case "array":
                value = ParseArray(text, input.ItemsType);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The JSON number grammar (RFC 8259 section 6); an integer has neither fraction nor exponent.</summary>
    internal static bool IsNumber(ReadOnlySpan<char> text, bool isInteger)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || (digits is ['0', _, ..] && char.IsAsciiDigit(digits[1])))
        {
            return false;
        }

        if (isInteger)
        {
            return !digits.ContainsAnyExceptInRange('0', '9');
        }

        return char.IsAsciiDigit(digits[^1])
            && !digits.Contains(".e", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
    }

    private static string? ParseObject(string text, ref Value value)
    {
        try
        {
            value = Value.FromElement(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return "must be a JSON object";
        }

        return value.Kind == JsonValueKind.Object ? null : "must be a JSON object";
    }

    /// <summary>A JSON array, or values between commas.</summary>
    private static Value ParseArray(string text, string? itemsType)
    {
        if (text.StartsWith('['))
        {
            try
            {
                return Value.FromElement(JsonElement.Parse(text));
            }
            catch (JsonException)
            {
                // A list whose first value happens to begin with a bracket.
            }
        }

        return TextList(text.Split(','), itemsType);
    }

    /// <summary>Texts as an array, each in the type of the items where it fits.</summary>
    public static Value TextList(IEnumerable<string> texts, string? itemsType)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Expressions.JsonBuilder.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                var isBare = itemsType is "integer" or "number" ? IsNumber(text, itemsType == "integer") : itemsType == "boolean" && text is "true" or "false";
                if (isBare)
                {
                    writer.WriteRawValue(text, skipInputValidation: true);
                }
                else
                {
                    writer.WriteStringValue(text);
                }
            }

            writer.WriteEndArray();
        }

        return Value.FromElement(JsonElement.Parse(buffer.Written.Span));
    }

    private static string? CheckType(string? type, Value value) => type switch
    {
        "string" when value.Kind != JsonValueKind.String => "must be a string",
        "integer" when value.Kind != JsonValueKind.Number || !IsWhole(value) => "must be an integer",
        "number" when value.Kind != JsonValueKind.Number => "must be a number",
        "boolean" when value.Kind is not (JsonValueKind.True or JsonValueKind.False) => "must be true or false",
        "object" when value.Kind != JsonValueKind.Object => "must be an object",
        "array" when value.Kind != JsonValueKind.Array => "must be an array",
        _ => null,
    };

    /// <summary>JSON Schema counts 1.0 as an integer.</summary>
    internal static bool IsWhole(Value value)
    {
        var text = value.AsText();
        return IsNumber(text, isInteger: true) || (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && decimal.Truncate(number) == number);
    }

    private static string? CheckItems(Input input, Value value)
    {
        if (value.Kind != JsonValueKind.Array || input.ItemsType is null)
        {
            return null;
        }

        var index = 0;
        foreach (var item in value.Element.EnumerateArray())
        {
            if (CheckType(input.ItemsType, Value.FromElement(item)) is { } fault)
            {
                return $"[{index}] {fault}";
            }

            index++;
        }

        return null;
    }

    private static string? CheckAllowed(Input input, Value value)
    {
        if (input.Allowed.Count == 0)
        {
            return null;
        }

        if (value.Kind != JsonValueKind.Array)
        {
            return input.Allowed.Contains(value.AsText()) ? null : NotAllowed(input);
        }

        foreach (var item in value.Element.EnumerateArray())
        {
            if (!input.Allowed.Contains(Value.FromElement(item).AsText()))
            {
                return NotAllowed(input);
            }
        }

        return null;
    }

    private static string NotAllowed(Input input) => $"must be one of {string.Join(", ", input.Allowed)}";

    private static string? CheckPattern(Input input, Value value)
    {
        if (input.Pattern is not { } pattern || !value.IsString)
        {
            return null;
        }

        try
        {
            return pattern.IsMatch(value.AsText()) ? null : $"must match {pattern}";
        }
        catch (RegexMatchTimeoutException)
        {
            return "took too long to check against its pattern";
        }
    }
}
