using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Values;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>Answers plain <c>tools/call</c> and <c>tools/list</c> requests in one piece, past the SDK's server. The bytes equal what the SDK would have written.</summary>
internal sealed partial class DirectAnswer(ILogger log)
{
    /// <summary>Answers the request if it is plain and the definition takes it.</summary>
    /// <param name="definition">Whose tool is called.</param>
    /// <param name="message">The request.</param>
    /// <param name="revision">Its protocol revision.</param>
    /// <param name="context">Where the answer goes.</param>
    /// <param name="cancelled">Fires when nobody waits for the answer any more.</param>
    /// <returns>False when the SDK's server must answer; nothing has been written then.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every call waits here: measured in docs/performance.md
    public async ValueTask<bool> TryAsync(McpDefinition definition, McpMessage message, string revision, HttpContext context, CancellationToken cancelled)
    {
        if (definition.ToolList is { } list && IsPlainList(message))
        {
            await ListAsync(list(McpRevisions.IsModern(revision)), message, context);
            return true;
        }

        if (definition.DirectToolCall is not { } directToolCall || !IsPlainCall(message, out var tool, out var arguments))
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
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // JSON-RPC wants no response to what the client withdrew, HTTP wants a status.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return true;
        }
        catch (Exception fault)
        {
            await Refusal(fault, revision).WriteAsync(context, message.Id);
            return true;
        }

        WriteResultEnd(json, definition.ServerInfoJson.Span, revision);
        await SendAsync(json, buffer, message, context);
        return true;
    }

    private static async Task ListAsync(ReadOnlyMemory<byte> result, McpMessage message, HttpContext context)
    {
        using var buffer = new PooledBuffer(result.Length + 256);
        await using var json = new Utf8JsonWriter(buffer, McpJson.WriterOptions);
        json.WriteStartObject();
        json.WritePropertyName("result");
        json.WriteRawValue(result.Span, skipInputValidation: true);
        await SendAsync(json, buffer, message, context);
    }

    /// <summary>Ends the message after its result, and sends it.</summary>
    private static ValueTask<FlushResult> SendAsync(Utf8JsonWriter json, PooledBuffer buffer, McpMessage message, HttpContext context)
    {
        McpJson.WriteId(json, message.Id);
        json.WriteString("jsonrpc", "2.0");
        json.WriteEndObject();
        json.Flush();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Written.Length;
        return context.Response.BodyWriter.WriteAsync(buffer.Written, context.RequestAborted);
    }

    private McpFault Refusal(Exception fault, string revision)
    {
        if (fault is McpProtocolException refused)
        {
            var code = (int)refused.ErrorCode;
            return new McpFault(McpFault.StatusOf(code, McpRevisions.IsModern(revision)), code, refused.Message);
        }

        LogFault(fault);
        return McpFault.Internal() with { Status = StatusCodes.Status200OK };
    }

    private static void WriteResultEnd(Utf8JsonWriter json, ReadOnlySpan<byte> server, string revision)
    {
        if (McpRevisions.IsModern(revision))
        {
            json.WriteString("resultType", McpRevisions.CompleteResult);
            json.WriteStartObject("_meta");
            json.WritePropertyName(MetaKeys.ServerInfo);
            json.WriteRawValue(server, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static bool IsPlainList(McpMessage message) =>
        message.Method == RequestMethods.ToolsList && IsAbsent(message.Params, "cursor") && IsPlain(message);

    private static bool IsPlainCall(McpMessage message, out string tool, out JsonElement arguments)
    {
        tool = message.Name ?? "";
        arguments = McpMessage.Member(message.Params, "arguments");
        return message.Method == RequestMethods.ToolsCall
            && tool.Length > 0
            && arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object
            && IsAbsent(message.Params, "inputResponses")
            && IsAbsent(message.Params, "requestState")
            && IsAbsent(message.Params, "task")
            && IsPlain(message);
    }

    // Progress and log need an event stream: that, like a second round, is the SDK's business.
    private static bool IsPlain(McpMessage message) => IsAbsent(message.Meta, "progressToken") && IsAbsent(message.Meta, MetaKeys.LogLevel);

    private static bool IsAbsent(JsonElement element, string name) => McpMessage.Member(element, name).ValueKind is JsonValueKind.Undefined;

    [LoggerMessage(Level = LogLevel.Error, Message = "A tool call failed.")]
    private partial void LogFault(Exception fault);
}
