using System.Diagnostics;
using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>
/// A primitive type. Longs keep all their digits; bytes are a string in base64; a float or double that JSON has no number for (NaN, the
/// infinities) is null. A logical type stays the type that it annotates: days, milliseconds, unscaled bytes.
/// </summary>
internal sealed class AvroPrimitive(string name) : AvroType
{
    private static readonly Dictionary<string, AvroPrimitive> All =
        new[] { "null", "boolean", "int", "long", "float", "double", "bytes", "string" }.ToDictionary(n => n, n => new AvroPrimitive(n));

    public static AvroPrimitive? Find(string name) => All.GetValueOrDefault(name);

    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        switch (name)
        {
            case "null":
                writer.WriteNullValue();
                break;
            case "boolean":
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case "int":
                writer.WriteNumberValue(reader.ReadInt());
                break;
            case "long":
                writer.WriteNumberValue(reader.ReadLong());
                break;
            case "float":
                var single = reader.ReadFloat();
                WriteReal(single, float.IsFinite(single), writer, static (w, v) => w.WriteNumberValue(v));
                break;
            case "double":
                var real = reader.ReadDouble();
                WriteReal(real, double.IsFinite(real), writer, static (w, v) => w.WriteNumberValue(v));
                break;
            case "bytes":
                writer.WriteBase64StringValue(reader.ReadBytes());
                break;
            case "string":
                writer.WriteStringValue(reader.ReadText());
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteReal<T>(T value, bool isFinite, Utf8JsonWriter writer, Action<Utf8JsonWriter, T> write)
    {
        if (isFinite)
        {
            write(writer, value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
