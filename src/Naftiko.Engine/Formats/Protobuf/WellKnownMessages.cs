using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>The messages of <c>google.protobuf</c> that have a JSON form of their own, and the files that declare them.</summary>
internal static class WellKnownMessages
{
    private const long MinSeconds = -62_135_596_800; // 0001-01-01
    private const long MaxSeconds = 253_402_300_799; // 9999-12-31

    private static readonly FrozenSet<string> Wrappers =
        ["DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value", "BoolValue", "StringValue", "BytesValue"];

    /// <summary>The text of a file that an <c>import</c> of <c>google/protobuf/…</c> names; null when it is none of them.</summary>
    public static string? File(string import) => import switch
    {
        "google/protobuf/timestamp.proto" => Declare("message Timestamp { int64 seconds = 1; int32 nanos = 2; }"),
        "google/protobuf/duration.proto" => Declare("message Duration { int64 seconds = 1; int32 nanos = 2; }"),
        "google/protobuf/empty.proto" => Declare("message Empty {}"),
        "google/protobuf/any.proto" => Declare("message Any { string type_url = 1; bytes value = 2; }"),
        "google/protobuf/field_mask.proto" => Declare("message FieldMask { repeated string paths = 1; }"),
        "google/protobuf/wrappers.proto" => Declare(string.Concat(Wrappers.Select(w => $"message {w} {{ {w[..^5].ToLowerInvariant()} value = 1; }}"))),
        "google/protobuf/struct.proto" => Declare("""
            message Struct { map<string, Value> fields = 1; }
            message ListValue { repeated Value values = 1; }
            enum NullValue { NULL_VALUE = 0; }
            message Value {
              oneof kind {
                NullValue null_value = 1; double number_value = 2; string string_value = 3; bool bool_value = 4; Struct struct_value = 5; ListValue list_value = 6;
              }
            }
            """),
        _ => null,
    };

    /// <summary>Writes the message in its own form; false when it has none.</summary>
    public static bool TryWrite(ProtoMessage message, ReadOnlyMemory<byte> payload, List<WireValue> values, int depth, Utf8JsonWriter writer)
    {
        const string Package = "google.protobuf.";
        if (message.Fields.Count == 0 || !message.FullName.StartsWith(Package, StringComparison.Ordinal))
        {
            return false;
        }

        switch (message.FullName[Package.Length..])
        {
            case "Timestamp":
                writer.WriteStringValue(Timestamp(Number(0, payload, values), Number(1, payload, values)));
                return true;
            case "Duration":
                writer.WriteStringValue(Duration(Number(0, payload, values), Number(1, payload, values)));
                return true;
            case "Value" when values.Count == 0 || values[^1].Field == 0:
                writer.WriteNullValue();
                return true;
            case "Struct" or "ListValue" or "Value":
            case var name when Wrappers.Contains(name):
                WriteOnly(message.Fields[values.Count == 0 ? 0 : values[^1].Field], payload, values, depth, writer);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The one field that the message is.</summary>
    private static void WriteOnly(ProtoField field, ReadOnlyMemory<byte> payload, List<WireValue> values, int depth, Utf8JsonWriter writer)
    {
        if (values.Count == 0 && field is { IsRepeated: false, MapKey: null })
        {
            field.Type.WriteDefault(writer);
        }
        else
        {
            ProtoMessage.WriteField(field, payload, values.ToArray(), depth, writer);
        }
    }

    private static string Timestamp(long seconds, long nanos)
    {
        if (seconds is < MinSeconds or > MaxSeconds || nanos is < 0 or > 999_999_999)
        {
            throw new MalformedBodyException("a Timestamp is not between the years 1 and 9999");
        }

        var time = DateTime.UnixEpoch.AddSeconds(seconds);
        return $"{time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}{Fraction(nanos)}Z";
    }

    private static string Duration(long seconds, long nanos)
    {
        if (Math.Abs((decimal)nanos) > 999_999_999 || Math.Abs((decimal)seconds) > 315_576_000_000 || (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0))
        {
            throw new MalformedBodyException("a Duration is beyond 10,000 years, or its parts differ in sign");
        }

        var sign = seconds < 0 || nanos < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(seconds)}{Fraction(Math.Abs(nanos))}s");
    }

    /// <summary>None, three, six or nine digits, as many as are needed.</summary>
    private static string Fraction(long nanos)
    {
        if (nanos == 0)
        {
            return "";
        }

        var digits = nanos.ToString("D9", CultureInfo.InvariantCulture);
        var count = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        return $".{digits[..count]}";
    }

    private static long Number(int field, ReadOnlyMemory<byte> payload, List<WireValue> values) =>
        values.FindLast(v => v.Field == field) is { Length: > 0 } value ? (long)WireReader.Varint(value.Of(payload).Span) : 0;

    private static string Declare(string declarations) => $"syntax = \"proto3\"; package google.protobuf; {declarations}";
}
