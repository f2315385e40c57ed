using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>Answers a plain <c>tools/call</c> in one piece, past the SDK's server. The bytes equal what the SDK would have written.</summary>
internal static class DirectAnswer
{
    /// <summary>Answers the request if it is plain and the definition takes it.</summary>
    /// <param name="definition">Whose tool is called.</param>
    /// <param name="message">The request.</param>
    /// <param name="revision">Its protocol revision.</param>
    /// <param name="context">Where the answer goes.</param>
    /// <param name="cancelled">Fires when nobody waits for the answer any more.</param>
    /// <returns>False when the SDK's server must answer; nothing has been written then.</returns>
    public static async Task<bool> TryAsync(McpDefinition definition, McpMessage message, string revision, HttpContext context, CancellationToken cancelled)
    {
        if (definition.DirectToolCall is not { } directToolCall || !IsPlain(message, out var tool, out var arguments))
        {
            return false;
        }

        using var buffer = new PooledBuffer(1024);
        await using var json = new Utf8JsonWriter(buffer, McpJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartObject("result");
        try
        {
            if (!await directToolCall(new DirectCall(tool, arguments, message.Meta, revision, context), json, cancelled))
            {
                return false;
            }
        }
        catch (McpProtocolException refused)
        {
            var code = (int)refused.ErrorCode;
            await new McpFault(McpFault.StatusOf(code, McpRevisions.IsModern(revision)), code, refused.Message).WriteAsync(context, message.Id);
            return true;
        }

        WriteEnd(json, definition, message, revision);
        await json.FlushAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Written.Length;
        await context.Response.BodyWriter.WriteAsync(buffer.Written, context.RequestAborted);
        return true;
    }

    private static void WriteEnd(Utf8JsonWriter json, McpDefinition definition, McpMessage message, string revision)
    {
        if (McpRevisions.IsModern(revision))
        {
            WriteModern(json, definition.Options.ServerInfo);
        }

        json.WriteEndObject();
        McpJson.WriteId(json, message.Id);
        json.WriteString("jsonrpc", "2.0");
        json.WriteEndObject();
    }

    private static void WriteModern(Utf8JsonWriter json, Implementation? server)
    {
        json.WriteString("resultType", "complete");
        if (server is null)
        {
            return;
        }

        json.WriteStartObject("_meta");
        json.WritePropertyName(MetaKeys.ServerInfo);
        JsonSerializer.Serialize(json, server, McpJson.Of<Implementation>());
        json.WriteEndObject();
    }

    // Progress and log need an event stream, the others a second round: that is the SDK's business.
    private static bool IsPlain(McpMessage message, out string tool, out JsonElement arguments)
    {
        tool = McpMessage.Text(message.Params, "name") ?? "";
        arguments = McpMessage.Member(message.Params, "arguments");
        return message.Method == RequestMethods.ToolsCall
            && tool.Length > 0
            && arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object
            && IsAbsent(message.Meta, "progressToken")
            && IsAbsent(message.Meta, MetaKeys.LogLevel)
            && IsAbsent(message.Params, "inputResponses")
            && IsAbsent(message.Params, "requestState")
            && IsAbsent(message.Params, "task");
    }

    private static bool IsAbsent(JsonElement element, string name) => McpMessage.Member(element, name).ValueKind is JsonValueKind.Undefined;
}
