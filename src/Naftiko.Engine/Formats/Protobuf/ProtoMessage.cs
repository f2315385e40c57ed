using System.Text.Json;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>
/// A message as an object, by the protobuf JSON mapping: fields that were not sent are left out, unknown ones ignored, of several values of a
/// single field the last counts (messages merge), of a oneof the last member. Fields are set once, after the file is read.
/// </summary>
/// <param name="fullName">The name with its package.</param>
internal sealed class ProtoMessage(string fullName) : ProtoType
{
    private readonly Dictionary<int, int> _byNumber = [];

    public string FullName => fullName;

    public List<ProtoField> Fields { get; } = [];

    public override WireType WireType => WireType.Length;

    /// <summary>Adds a field; false when its number is taken.</summary>
    public bool TryAdd(ProtoField field)
    {
        Fields.Add(field);
        return _byNumber.TryAdd(field.Number, Fields.Count - 1);
    }

    public override void Write(ReadOnlyMemory<byte> payload, int depth, Utf8JsonWriter writer)
    {
        if (depth > Conversion.MaxDepth)
        {
            throw MalformedBodyException.TooDeep;
        }

        var values = Scan(payload.Span);
        if (!WellKnownMessages.TryWrite(this, payload, values, depth, writer))
        {
            writer.WriteStartObject();
            WriteFields(payload, values, depth, writer);
            writer.WriteEndObject();
        }
    }

    public override void WriteDefault(Utf8JsonWriter writer) => Write(default, 0, writer);

    /// <summary>Writes one field's value: all of it, an array or a map where it is one.</summary>
    public static void WriteField(ProtoField field, ReadOnlyMemory<byte> payload, ReadOnlySpan<WireValue> values, int depth, Utf8JsonWriter writer)
    {
        if (field.MapKey is { } key)
        {
            ProtoMap.Write(field, key, payload, values, depth, writer);
        }
        else if (field.IsRepeated)
        {
            WriteArray(field, payload, values, depth, writer);
        }
        else if (field.Type is ProtoMessage && values.Length > 1)
        {
            // Messages merge, and merging is what reading them in a row does.
            var merged = new MemoryStream();
            foreach (var value in values)
            {
                merged.Write(value.Of(payload).Span);
            }

            field.Type.Write(merged.GetBuffer().AsMemory(0, (int)merged.Length), depth + 1, writer);
        }
        else
        {
            field.Type.Write(values[^1].Of(payload), depth + 1, writer);
        }
    }

    private static void WriteArray(ProtoField field, ReadOnlyMemory<byte> payload, ReadOnlySpan<WireValue> values, int depth, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            var bytes = value.Of(payload);
            if (!field.IsPacked(value.Wire))
            {
                field.Type.Write(bytes, depth + 1, writer);
                continue;
            }

            var reader = new WireReader(bytes.Span);
            while (!reader.IsAtEnd)
            {
                var (start, length) = reader.ReadValue(field.Number, field.Type.WireType);
                field.Type.Write(bytes.Slice(start, length), depth + 1, writer);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteFields(ReadOnlyMemory<byte> payload, List<WireValue> values, int depth, Utf8JsonWriter writer)
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values);
        while (!all.IsEmpty)
        {
            var index = all[0].Field;
            var count = 1;
            while (count < all.Length && all[count].Field == index)
            {
                count++;
            }

            writer.WritePropertyName(Fields[index].JsonName);
            WriteField(Fields[index], payload, all[..count], depth, writer);
            all = all[count..];
        }
    }

    /// <summary>The values of known fields, by field and then in the order in which they were sent.</summary>
    private List<WireValue> Scan(ReadOnlySpan<byte> bytes)
    {
        var values = new List<WireValue>();
        var reader = new WireReader(bytes);
        Dictionary<int, int>? oneofs = null;
        try
        {
            while (!reader.IsAtEnd)
            {
                var (number, wire) = reader.ReadTag();
                var (start, length) = reader.ReadValue(number, wire);
                if (!_byNumber.TryGetValue(number, out var index) || !Fields[index].Takes(wire))
                {
                    continue;
                }

                values.Add(new WireValue(index, wire, start, length));
                if (Fields[index].Oneof >= 0)
                {
                    (oneofs ??= [])[Fields[index].Oneof] = index;
                }
            }
        }
        catch (MalformedBodyException fault)
        {
            throw new MalformedBodyException($"in a message {fullName}: {fault.Message} (byte {reader.Position} of its {bytes.Length})");
        }

        if (oneofs is not null)
        {
            values.RemoveAll(v => Fields[v.Field].Oneof is >= 0 and var oneof && oneofs[oneof] != v.Field);
        }

        values.Sort(static (a, b) => a.Field != b.Field ? a.Field.CompareTo(b.Field) : a.Start.CompareTo(b.Start));
        return values;
    }
}
