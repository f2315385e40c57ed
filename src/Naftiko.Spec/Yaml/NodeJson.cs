using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Naftiko.Spec.Yaml;

/// <summary>A YAML node as JSON text. Numbers that JSON cannot write (<c>0x1F</c>, <c>.inf</c>) become strings as they are written.</summary>
public static class NodeJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(node, writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Node node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key.Text);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                Write(scalar, writer);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Write(ScalarNode scalar, Utf8JsonWriter writer)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(scalar.Text[0] is 't' or 'T');
                break;
            case ScalarKind.Integer or ScalarKind.Float when IsJsonNumber(scalar.Text):
                writer.WriteRawValue(scalar.Text, skipInputValidation: true);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }

    /// <summary>Whether a core schema number is also one by RFC 8259 section 6: no plus, no leading zero, digits on both sides of the point.</summary>
    private static bool IsJsonNumber(string text)
    {
        var unsigned = text.AsSpan(text[0] == '-' ? 1 : 0);
        var point = unsigned.IndexOf('.');
        return char.IsAsciiDigit(unsigned[0])
            && !(unsigned is ['0', not ('.' or 'e' or 'E'), ..])
            && (point < 0 || (point + 1 < unsigned.Length && char.IsAsciiDigit(unsigned[point + 1])));
    }
}
