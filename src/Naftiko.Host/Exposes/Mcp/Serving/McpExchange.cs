using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>
/// The answer to one POST: the transport that the SDK's server sends everything over that belongs to the request.
/// A response that comes first is plain JSON; anything before it turns the answer into an event stream.
/// </summary>
internal sealed class McpExchange : ITransport
{
    private static readonly ChannelReader<JsonRpcMessage> Nothing = CompletedReader();
    private readonly HttpContext _context;
    private readonly McpLimits _limits;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SseWriter? _stream;
    private bool _closed;

    /// <param name="context">The request.</param>
    /// <param name="id">The client's own id for it.</param>
    /// <param name="limits">What clients may use.</param>
    /// <param name="time">Drives keep-alives.</param>
    /// <param name="cancelled">Fires when the client leaves or cancels, or when the session ends.</param>
    public McpExchange(HttpContext context, RequestId id, McpLimits limits, TimeProvider time, CancellationToken cancelled)
    {
        _context = context;
        Id = id;
        _limits = limits;
        _time = time;
        Cancelled = cancelled;
    }

    /// <summary>The client's own id for the request.</summary>
    public RequestId Id { get; }

    /// <summary>Whether the answer follows 2026-07-28, where errors have statuses of their own.</summary>
    public bool IsModern { get; init; }

    /// <summary>The session that this exchange belongs to: only there can the server ask the client something, because only there can it answer.</summary>
    public bool HasSession { get; init; }

    /// <summary>The id of the session that the request opens, sent along with a successful answer.</summary>
    public string? OpensSession { get; init; }

    /// <summary>Fires when the client leaves or cancels, or when the session ends.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Whether the answer was a result, not an error or nothing.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Done when the last message is written.</summary>
    public Task Answered => _answered.Task;

    string? ITransport.SessionId => null;

    ChannelReader<JsonRpcMessage> ITransport.MessageReader => Nothing;

    /// <summary>A header of the request; null when there is none, or when the request is no longer there to be asked.</summary>
    public string? RequestHeader(string name)
    {
        // Who holds the gate at this moment is about to close, as nothing has been sent yet.
        if (!_gate.Wait(0))
        {
            return null;
        }

        try
        {
            return !_closed && _context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (message is JsonRpcRequest && (_closed || !HasSession))
            {
                throw new McpException("The client cannot be asked here.");
            }

            if (_closed)
            {
                return;
            }

            await SendOpenAsync(message);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the exchange: nothing touches the HTTP context afterwards, whatever handlers still do.</summary>
    public async Task CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _closed = true;
            if (_stream is not null)
            {
                await _stream.DisposeAsync();
            }
            else if (!_context.Response.HasStarted && !_answered.Task.IsCompleted)
            {
                // Cancelled by the client: JSON-RPC wants no response, HTTP wants a status.
                _context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task SendOpenAsync(JsonRpcMessage message)
    {
        var last = WithClientId(message);
        if (last is null)
        {
            _stream ??= await SseWriter.OpenAsync(_context, _time, _limits.KeepAlive);
            await _stream.WriteAsync(message);
            return;
        }

        _closed = true;
        Succeeded = last is JsonRpcResponse;
        try
        {
            await (_stream is null ? WriteJsonAsync(last) : _stream.WriteAsync(last));
        }
        finally
        {
            _answered.TrySetResult();
        }
    }

    private async Task WriteJsonAsync(JsonRpcMessageWithId message)
    {
        _context.Response.StatusCode = message is JsonRpcError { Error.Code: var code } ? McpFault.StatusOf(code, IsModern) : StatusCodes.Status200OK;
        _context.Response.ContentType = "application/json";
        if (OpensSession is not null && Succeeded)
        {
            _context.Response.Headers[McpHeaders.SessionId] = OpensSession;
        }

        await using (var json = new Utf8JsonWriter(_context.Response.BodyWriter, McpJson.WriterOptions))
        {
            JsonSerializer.Serialize(json, message, McpJson.Message);
        }

        await _context.Response.BodyWriter.FlushAsync(_context.RequestAborted);
    }

    private JsonRpcMessageWithId? WithClientId(JsonRpcMessage message) => message switch
    {
        JsonRpcResponse response => new JsonRpcResponse { Id = Id, Result = response.Result },
        JsonRpcError error => new JsonRpcError { Id = Id, Error = IsModern ? Modern(error.Error) : error.Error },
        _ => null,
    };

    // 2026-07-28 has no code of its own for an unknown resource any more (SEP-2164).
    private static JsonRpcErrorDetail Modern(JsonRpcErrorDetail error) => error.Code == (int)McpErrorCode.ResourceNotFound
        ? new JsonRpcErrorDetail { Code = (int)McpErrorCode.InvalidParams, Message = error.Message, Data = error.Data }
        : error;

    private static ChannelReader<JsonRpcMessage> CompletedReader()
    {
        var channel = Channel.CreateBounded<JsonRpcMessage>(1);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
