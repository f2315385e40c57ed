using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>Writes one response as a stream of server-sent events, one message each, with comments while there is nothing to say.</summary>
internal sealed class SseWriter : IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ITimer _keepAlive;
    private bool _closed;

    private SseWriter(HttpContext context, TimeProvider time, TimeSpan keepAlive)
    {
        _context = context;
        _keepAlive = time.CreateTimer(static writer => _ = ((SseWriter)writer!).CommentAsync(), this, keepAlive, keepAlive);
    }

    /// <summary>Sends the headers, so that the client knows the stream is open.</summary>
    public static async Task<SseWriter> OpenAsync(HttpContext context, TimeProvider time, TimeSpan keepAlive)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        // nginx buffers a proxied answer unless told not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return new SseWriter(context, time, keepAlive);
    }

    /// <summary>Writes a message as an event.</summary>
    /// <returns>Whether the connection was still there afterwards.</returns>
    public Task<bool> WriteAsync(JsonRpcMessage message) => WriteAsync("message", json => JsonSerializer.Serialize(json, message, McpJson.Message));

    /// <summary>Writes one event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">Writes its data, one JSON value.</param>
    /// <returns>Whether the connection was still there afterwards.</returns>
    public async Task<bool> WriteAsync(string name, Action<Utf8JsonWriter> data)
    {
        await _gate.WaitAsync();
        try
        {
            if (_closed || _context.RequestAborted.IsCancellationRequested)
            {
                return false;
            }

            var body = _context.Response.BodyWriter;
            Encoding.UTF8.GetBytes($"event: {name}\ndata: ", body);
            using (var json = new Utf8JsonWriter(body, McpJson.WriterOptions))
            {
                data(json);
            }

            body.Write("\n\n"u8);
            await body.FlushAsync(_context.RequestAborted);
            // Kestrel swallows writes to a connection that is gone.
            return !_context.RequestAborted.IsCancellationRequested;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the writing; nothing touches the response afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await _gate.WaitAsync();
        _closed = true;
        _gate.Release();
    }

    private async Task CommentAsync()
    {
        // A message on its way says more than a comment.
        if (!_gate.Wait(0))
        {
            return;
        }

        try
        {
            if (_closed || _context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            _context.Response.BodyWriter.Write(":\n\n"u8);
            await _context.Response.BodyWriter.FlushAsync(_context.RequestAborted);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client is gone; the request's own token says so to everybody else.
        }
        finally
        {
            _gate.Release();
        }
    }
}
