using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Naftiko.Host.Tests.Observability;

/// <summary>A Protobuf message by its field numbers, as it came over the wire.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> _fields = [];

    public ProtobufMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref bytes), null));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes), null));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    _fields.Add((field, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(bytes), null));
                    bytes = bytes[4..];
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int field) => All(field).Select(bytes => new ProtobufMessage(bytes));

    public ProtobufMessage? Message(int field) => Messages(field).FirstOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(All(field).FirstOrDefault([]));

    public string Hex(int field) => Convert.ToHexStringLower(All(field).FirstOrDefault([]));

    public ulong Number(int field) => _fields.Find(f => f.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    /// <summary>Packed 64-bit numbers.</summary>
    public IReadOnlyList<ulong> Numbers(int field) =>
        [.. All(field).SelectMany(bytes => Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * 8))))];

    /// <summary>Key and value of each <c>KeyValue</c> of OTLP, values as text.</summary>
    public IReadOnlyDictionary<string, string> Attributes(int field) => Messages(field).ToDictionary(pair => pair.Text(1), pair => ValueOf(pair.Message(2)));

    private static string ValueOf(ProtobufMessage? value) => value?._fields switch
    {
        [(1, _, { } text)] => Encoding.UTF8.GetString(text),
        [(3, var number, null)] => ((long)number).ToString(CultureInfo.InvariantCulture),
        [(4, var number, null)] => BitConverter.UInt64BitsToDouble(number).ToString(CultureInfo.InvariantCulture),
        [(2, var number, null)] => number == 0 ? "false" : "true",
        _ => throw new InvalidDataException("a value of another type"),
    };

    private IEnumerable<byte[]> All(int field) => _fields.Where(f => f.Field == field && f.Bytes is not null).Select(f => f.Bytes!); // just filtered

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }
}
