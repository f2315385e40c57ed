using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>Reads Avro schemas: JSON in which named types may refer to each other and to themselves.</summary>
internal sealed class AvroSchema
{
    private readonly Dictionary<string, AvroType> _named = new(StringComparer.Ordinal);

    private AvroSchema()
    {
    }

    /// <summary>The type that a schema describes.</summary>
    /// <exception cref="SchemaException">It is no schema.</exception>
    public static AvroType Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new AvroSchema().Read(document.RootElement, "");
        }
        catch (JsonException fault)
        {
            throw new SchemaException("the schema is no JSON", OffsetOf(json.Span, fault));
        }
        catch (InvalidOperationException)
        {
            // A string with half a surrogate pair or bytes that are no UTF-8: the parser finds it only when it is asked for the string.
            throw Wrong("a string of the schema is no text");
        }
    }

    private AvroType Read(JsonElement schema, string space) => schema.ValueKind switch
    {
        JsonValueKind.String => Named(schema.GetString() ?? "", space),
        JsonValueKind.Array => new AvroUnion([.. schema.EnumerateArray().Select(branch => Read(branch, space))]),
        JsonValueKind.Object => ReadComplex(schema, space),
        _ => throw Wrong("a schema is a name, an object or a list"),
    };

    private AvroType Named(string name, string space)
    {
        if (AvroPrimitive.Find(name) is { } primitive)
        {
            return primitive;
        }

        return _named.GetValueOrDefault(Qualify(name, space)) ?? _named.GetValueOrDefault(name) ?? throw Wrong($"the type '{name}' is not defined before it is used");
    }

    private AvroType ReadComplex(JsonElement schema, string space)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            throw Wrong("a type has no 'type'");
        }

        if (type.ValueKind != JsonValueKind.String)
        {
            return Read(type, space);
        }

        return type.GetString() switch
        {
            "record" or "error" => ReadRecord(schema, space),
            "enum" => Define(schema, space, new AvroEnum([.. Member(schema, "symbols", JsonValueKind.Array).EnumerateArray().Select(Text)])),
            "fixed" => Define(schema, space, new AvroFixed(Size(schema))),
            "array" => new AvroArray(Read(Member(schema, "items"), space)),
            "map" => new AvroMap(Read(Member(schema, "values"), space)),
            var name => Named(name ?? "", space),
        };
    }

    private AvroRecord ReadRecord(JsonElement schema, string space)
    {
        var record = new AvroRecord();
        var name = Define(schema, space, record, out var inner);
        var fields = new List<KeyValuePair<string, AvroType>>();
        foreach (var field in Member(schema, "fields", JsonValueKind.Array).EnumerateArray())
        {
            if (field.ValueKind != JsonValueKind.Object)
            {
                throw Wrong($"a field of '{name}' is no object");
            }

            fields.Add(KeyValuePair.Create(Text(Member(field, "name")), Read(Member(field, "type"), inner)));
        }

        record.Link(fields);
        return record;
    }

    private AvroType Define(JsonElement schema, string space, AvroType type)
    {
        Define(schema, space, type, out _);
        return type;
    }

    /// <summary>Gives a type its full name: the namespace is the name's own, the type's, or that of what encloses it.</summary>
    private string Define(JsonElement schema, string space, AvroType type, out string inner)
    {
        var name = Text(Member(schema, "name"));
        inner = name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : schema.TryGetProperty("namespace", out var own) ? Text(own) : space;
        if (!_named.TryAdd(Qualify(name, inner), type))
        {
            throw Wrong($"the type '{name}' is defined twice");
        }

        return name;
    }

    private static string Qualify(string name, string space) => space.Length == 0 || name.Contains('.') ? name : $"{space}.{name}";

    private static int Size(JsonElement schema) =>
        Member(schema, "size", JsonValueKind.Number).TryGetInt32(out var size) && size >= 0 ? size : throw Wrong("the size of a fixed type is no number of bytes");

    private static JsonElement Member(JsonElement schema, string name, JsonValueKind? kind = null) =>
        schema.TryGetProperty(name, out var member) && (kind is null || member.ValueKind == kind) ? member : throw Wrong($"a type or field has no proper '{name}'");

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text ? text : throw Wrong("a name is no string");

    private static SchemaException Wrong(string message) => new(message, 0);

    private static int OffsetOf(ReadOnlySpan<byte> json, JsonException fault)
    {
        var line = fault.LineNumber ?? 0;
        var at = 0;
        for (; line > 0; line--)
        {
            at += json[at..].IndexOf((byte)'\n') + 1;
        }

        return System.Text.Encoding.UTF8.GetCharCount(json[..Math.Min(json.Length, at + (int)(fault.BytePositionInLine ?? 0))]);
    }
}
