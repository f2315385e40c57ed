using System.Text;
using System.Text.Json;
using Naftiko.Engine.Expressions;

namespace Naftiko.Engine.Values;

/// <summary>
/// A JSON value on its way through a flow, without a document of its own: absent (the default), a text, a literal
/// (number, boolean, null) in its JSON spelling, or an element of a parsed document. Numbers keep their text.
/// </summary>
public readonly struct Value
{
    private readonly string? _text;
    private readonly JsonElement _element;
    private readonly JsonValueKind _kind;

    private Value(JsonValueKind kind, string? text, JsonElement element)
    {
        _kind = kind;
        _text = text;
        _element = element;
    }

    /// <summary>No value at all: what the caller left out.</summary>
    public static Value Absent => default;

    public static Value Null => new(JsonValueKind.Null, "null", default);

    public static Value True => new(JsonValueKind.True, "true", default);

    public static Value False => new(JsonValueKind.False, "false", default);

    public JsonValueKind Kind => _kind;

    public bool IsAbsent => _kind == JsonValueKind.Undefined;

    public bool IsNull => _kind == JsonValueKind.Null;

    public bool IsString => _kind == JsonValueKind.String;

    /// <summary>
    /// Whether it is a text that no JSON document has typed: from a path, a query, a header, a command line or the file. Such a text may
    /// still mean a number.
    /// </summary>
    public bool IsUntyped => _kind == JsonValueKind.String && _text is not null;

    public bool IsContainer => _kind is JsonValueKind.Object or JsonValueKind.Array;

    public static Value FromText(string text) => new(JsonValueKind.String, text, default);

    /// <summary>A number in its JSON spelling (RFC 8259 section 6), which the caller has checked.</summary>
    public static Value FromNumber(string literal) => new(JsonValueKind.Number, literal, default);

    public static Value FromBoolean(bool value) => value ? True : False;

    public static Value FromElement(JsonElement element) => new(element.ValueKind, null, element);

    /// <summary>The element, for containers: objects and arrays always come from a parsed document.</summary>
    public JsonElement Element => _element;

    /// <summary>The value as text in longer text: strings as they are, all others as JSON without needless space; absent is "".</summary>
    public string AsText() => _kind switch
    {
        JsonValueKind.Undefined => "",
        _ when _text is not null => _text,
        JsonValueKind.String => _element.GetString() ?? "",
        JsonValueKind.Object or JsonValueKind.Array => Compact(_element),
        _ => _element.GetRawText(),
    };

    /// <summary>Writes the value as JSON; an absent value is written as null.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (_kind)
        {
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            case JsonValueKind.String when _text is not null:
                writer.WriteStringValue(_text);
                break;
            case var _ when _text is not null:
                writer.WriteRawValue(_text, skipInputValidation: true);
                break;
            default:
                _element.WriteTo(writer);
                break;
        }
    }

    /// <summary>The value as a parsed element, for JSONPath and for protocol libraries.</summary>
    public JsonElement ToElement()
    {
        if (_text is null)
        {
            return _kind == JsonValueKind.Undefined ? JsonElement.Parse("null") : _element;
        }

        return _kind == JsonValueKind.String ? JsonElement.Parse(JsonSerializer.Serialize(_text, ValueJson.Default.String)) : JsonElement.Parse(_text);
    }

    public override string ToString() => AsText();

    private static string Compact(JsonElement element)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
