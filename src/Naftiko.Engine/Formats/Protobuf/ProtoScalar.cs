using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>
/// A scalar type. Otherwise than in the protobuf JSON mapping, 64-bit integers are JSON numbers with all their digits: mappings compute and
/// compare with them, and nothing here passes through a double. Bytes are base64; NaN and the infinities are the strings of that mapping.
/// </summary>
internal sealed class ProtoScalar : ProtoType
{
    private static readonly Dictionary<string, ProtoScalar> All = new ProtoScalar[]
    {
        new("double", WireType.Fixed64), new("float", WireType.Fixed32), new("int32", WireType.Varint), new("int64", WireType.Varint),
        new("uint32", WireType.Varint), new("uint64", WireType.Varint), new("sint32", WireType.Varint), new("sint64", WireType.Varint),
        new("fixed32", WireType.Fixed32), new("fixed64", WireType.Fixed64), new("sfixed32", WireType.Fixed32), new("sfixed64", WireType.Fixed64),
        new("bool", WireType.Varint), new("string", WireType.Length), new("bytes", WireType.Length),
    }.ToDictionary(t => t._name);

    private readonly string _name;

    private ProtoScalar(string name, WireType wireType)
    {
        _name = name;
        WireType = wireType;
    }

    public override WireType WireType { get; }

    /// <summary>Whether maps may be keyed by it.</summary>
    public bool IsKey => _name is not ("double" or "float" or "bytes");

    public static ProtoScalar? Find(string name) => All.GetValueOrDefault(name);

    public override void Write(ReadOnlyMemory<byte> payload, int depth, Utf8JsonWriter writer)
    {
        var bytes = payload.Span;
        switch (_name)
        {
            case "string":
                writer.WriteStringValue(Checked(bytes));
                break;
            case "bytes":
                writer.WriteBase64StringValue(bytes);
                break;
            case "bool":
                writer.WriteBooleanValue(WireReader.Varint(bytes) != 0);
                break;
            case "double":
                WriteReal(BinaryPrimitives.ReadDoubleLittleEndian(bytes), writer);
                break;
            case "float":
                WriteReal(BinaryPrimitives.ReadSingleLittleEndian(bytes), writer);
                break;
            default:
                writer.WriteRawValue(Whole(bytes), skipInputValidation: true);
                break;
        }
    }

    public override void WriteDefault(Utf8JsonWriter writer)
    {
        switch (_name)
        {
            case "string" or "bytes":
                writer.WriteStringValue("");
                break;
            case "bool":
                writer.WriteBooleanValue(false);
                break;
            default:
                writer.WriteNumberValue(0);
                break;
        }
    }

    /// <summary>A map's key as the name of a member.</summary>
    public string Key(ReadOnlySpan<byte> bytes) => _name switch
    {
        "string" => Encoding.UTF8.GetString(Checked(bytes)),
        "bool" => WireReader.Varint(bytes) != 0 ? "true" : "false",
        _ => Whole(bytes),
    };

    /// <summary>The key of an entry that has none.</summary>
    public string DefaultKey => _name switch
    {
        "string" => "",
        "bool" => "false",
        _ => "0",
    };

    private string Whole(ReadOnlySpan<byte> bytes)
    {
        var culture = CultureInfo.InvariantCulture;
        return _name switch
        {
            "int32" => ((int)WireReader.Varint(bytes)).ToString(culture),
            "int64" => ((long)WireReader.Varint(bytes)).ToString(culture),
            "uint32" => ((uint)WireReader.Varint(bytes)).ToString(culture),
            "uint64" => WireReader.Varint(bytes).ToString(culture),
            "sint32" => ((int)ZigZag((uint)WireReader.Varint(bytes))).ToString(culture),
            "sint64" => ZigZag(WireReader.Varint(bytes)).ToString(culture),
            "fixed32" => BinaryPrimitives.ReadUInt32LittleEndian(bytes).ToString(culture),
            "fixed64" => BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(culture),
            "sfixed32" => BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(culture),
            "sfixed64" => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(culture),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static long ZigZag(ulong bits) => (long)(bits >> 1) ^ -(long)(bits & 1);

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> text) => Utf8.IsValid(text) ? text : throw new MalformedBodyException("a string is no UTF-8");

    private static void WriteReal(double value, Utf8JsonWriter writer)
    {
        if (!WriteSpecial(value, writer))
        {
            writer.WriteNumberValue(value);
        }
    }

    private static void WriteReal(float value, Utf8JsonWriter writer)
    {
        if (!WriteSpecial(value, writer))
        {
            writer.WriteNumberValue(value);
        }
    }

    private static bool WriteSpecial(double value, Utf8JsonWriter writer)
    {
        if (double.IsFinite(value))
        {
            return false;
        }

        writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        return true;
    }
}
