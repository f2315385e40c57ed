using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>How messages are read and written.</summary>
internal static class McpJson
{
    // The SDK's own options escape quotes as \u0022; nothing here is ever put into HTML.
    private static readonly JsonSerializerOptions Options = new(McpJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonTypeInfo<JsonRpcMessage> Message { get; } = Of<JsonRpcMessage>();

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    public static void WriteId(Utf8JsonWriter writer, RequestId? id)
    {
        switch (id?.Id)
        {
            case string text:
                writer.WriteString("id", text);
                break;
            case long number:
                writer.WriteNumber("id", number);
                break;
            default:
                writer.WriteNull("id");
                break;
        }
    }
}
