using System.Text.Json;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>An enumeration: the value's name, or its number where the schema has no name for it.</summary>
internal sealed class ProtoEnum(IReadOnlyDictionary<int, string> names, int first) : ProtoType
{
    public override WireType WireType => WireType.Varint;

    public override void Write(ReadOnlyMemory<byte> payload, int depth, Utf8JsonWriter writer)
    {
        var number = (int)WireReader.Varint(payload.Span);
        if (names.TryGetValue(number, out var name))
        {
            writer.WriteStringValue(name);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    public override void WriteDefault(Utf8JsonWriter writer) => writer.WriteStringValue(names[first]);
}
