using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Engine.Flows;
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
                && Begin(call, new DirectCall(tool, arguments, message.Meta, context), cancelled) is { } run
                ? AnswerAsync(run, message, definition, revision, context, cancelled)
                : null;
        }

        return message is { Method: RequestMethods.ToolsList, HasCursor: false } && definition.ToolList is { } list
            ? ListAsync(list(McpRevisions.IsModern(revision)), message, context)
            : null;
    }

    private static ToolRun? Begin(DirectToolCall toolCall, DirectCall call, CancellationToken cancelled)
    {
        try
        {
            return toolCall(call, cancelled);
        }
        catch (Exception fault)
        {
            return new ToolRun(ValueTask.FromException<Outcome>(fault), static (_, _, _) => { });
        }
    }

    private async Task AnswerAsync(ToolRun run, McpMessage message, McpDefinition definition, string revision, HttpContext context, CancellationToken cancelled)
    {
        using var buffer = new PooledBuffer(1024);
        using var json = new Utf8JsonWriter(buffer, McpJson.WriterOptions);
        try
        {
            var outcome = await run.Running;
            json.WriteStartObject();
            json.WriteStartObject("result");
            run.Write(json, outcome, McpRevisions.IsModern(revision));
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // JSON-RPC wants no response to what the client withdrew, HTTP wants a status.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        catch (Exception fault)
        {
            await Refusal(fault, revision).WriteAsync(context, message.Id);
            return;
        }

        WriteResultEnd(json, definition.ServerInfoJson.Span, revision);
        await SendAsync(json, buffer, message, context);
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
