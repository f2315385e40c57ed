using System.Text.Json;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>Writes maps: on the wire a list of entries with the key as field 1 and the value as field 2; of several with one key the last counts.</summary>
internal static class ProtoMap
{
    private const int KeyField = 1;
    private const int ValueField = 2;

    public static void Write(ProtoField field, ProtoScalar key, ReadOnlyMemory<byte> payload, ReadOnlySpan<WireValue> entries, int depth, Utf8JsonWriter writer)
    {
        var members = new OrderedDictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var (name, value) = ReadEntry(field.Type, key, entry.Of(payload));
            members[name] = value;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            if (value is { } bytes)
            {
                field.Type.Write(bytes, depth + 1, writer);
            }
            else
            {
                field.Type.WriteDefault(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static (string Name, ReadOnlyMemory<byte>? Value) ReadEntry(ProtoType type, ProtoScalar key, ReadOnlyMemory<byte> entry)
    {
        var name = key.DefaultKey;
        ReadOnlyMemory<byte>? value = null;
        var reader = new WireReader(entry.Span);
        while (!reader.IsAtEnd)
        {
            var (number, wire) = reader.ReadTag();
            var (start, length) = reader.ReadValue(number, wire);
            if (number == KeyField && wire == key.WireType)
            {
                name = key.Key(entry.Span.Slice(start, length));
            }
            else if (number == ValueField && wire == type.WireType)
            {
                value = entry.Slice(start, length);
            }
        }

        return (name, value);
    }
}
