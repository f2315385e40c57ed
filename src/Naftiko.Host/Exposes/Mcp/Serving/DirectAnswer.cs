using System.IO.Pipelines;
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
    /// <summary>Answers the request if it is plain and the definition takes it. That is decided at once, so that nobody has to wait to learn it.</summary>
    /// <param name="definition">Whose tool is called.</param>
    /// <param name="message">The request.</param>
    /// <param name="revision">Its protocol revision.</param>
    /// <param name="context">Where the answer goes.</param>
    /// <param name="cancelled">Fires when nobody waits for the answer any more.</param>
    /// <returns>Completes when the answer is written. Null when the SDK's server must answer; nothing has been written then.</returns>
    public Task? TryAnswerAsync(McpDefinition definition, McpMessage message, string revision, HttpContext context, CancellationToken cancelled)
    {
        if (!message.IsPlain)
        {
            return null;
        }

        if (message.Method == RequestMethods.ToolsCall)
        {
            return message is { Name: { Length: > 0 } tool, Arguments: { ValueKind: JsonValueKind.Undefined or JsonValueKind.Object } arguments } && definition.DirectToolCall is { } call
                ? TryCallAsync(call, new DirectCall(tool, arguments, message.Meta, revision, context), definition, message, cancelled)
                : null;
        }

        return message is { Method: RequestMethods.ToolsList, HasCursor: false } && definition.ToolList is { } list
            ? ListAsync(list(McpRevisions.IsModern(revision)), message, context)
            : null;
    }

    private Task? TryCallAsync(DirectToolCall toolCall, DirectCall call, McpDefinition definition, McpMessage message, CancellationToken cancelled)
    {
        var buffer = new PooledBuffer(1024);
        var json = new Utf8JsonWriter(buffer, McpJson.WriterOptions);
        json.WriteStartObject();
        json.WriteStartObject("result");
        ValueTask<bool> running;
        try
        {
            running = toolCall(call, json, cancelled);
        }
        catch (Exception fault)
        {
            running = ValueTask.FromException<bool>(fault);
        }

        if (!running.IsCompletedSuccessfully)
        {
            return FinishAsync(running, json, buffer, call, definition, message, cancelled);
        }

        if (running.Result)
        {
            return FinishAsync(new ValueTask<bool>(true), json, buffer, call, definition, message, cancelled);
        }

        json.Dispose();
        buffer.Dispose();
        return null;
    }

    private async Task FinishAsync(
        ValueTask<bool> running, Utf8JsonWriter json, PooledBuffer buffer, DirectCall call, McpDefinition definition, McpMessage message, CancellationToken cancelled)
    {
        using var memory = buffer;
        using var writer = json;
        try
        {
            if (!await running)
            {
                throw new InvalidOperationException("A tool call that is not for the short way must be declined at once.");
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // JSON-RPC wants no response to what the client withdrew, HTTP wants a status.
            call.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        catch (Exception fault)
        {
            await Refusal(fault, call.Revision).WriteAsync(call.HttpContext, message.Id);
            return;
        }

        WriteResultEnd(json, definition.ServerInfoJson.Span, call.Revision);
        await SendAsync(json, buffer, message, call.HttpContext);
    }

    private static async Task ListAsync(ReadOnlyMemory<byte> result, McpMessage message, HttpContext context)
    {
        using var buffer = new PooledBuffer(result.Length + 256);
        using var json = new Utf8JsonWriter(buffer, McpJson.WriterOptions);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A tool call failed.")]
    private partial void LogFault(Exception fault);
}
