using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>One client of the <c>initialize</c> era: its server, its requests in flight and its event stream. Outlives reloads.</summary>
internal sealed class McpSession : IDisposable
{
    // What a client may miss while its event stream is down.
    private const int Backlog = 100;

    private readonly Channel<JsonRpcMessage> _unsolicited = Channel.CreateBounded<JsonRpcMessage>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly ConcurrentDictionary<RequestId, SessionUse> _inFlight = new();
    private readonly SemaphoreSlim _streaming = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly McpLists _lists;
    private readonly TimeProvider _time;
    private CancellationTokenSource? _stream;
    private JsonRpcMessage? _undelivered;
    private long _lastUsed;
    private int _uses;

    /// <param name="id">Its name: unguessable, visible ASCII.</param>
    /// <param name="user">Who opened it, or null for anybody; only the same user may go on with it.</param>
    /// <param name="options">What its server offers.</param>
    /// <param name="lists">The lists that the server offers.</param>
    /// <param name="time">For the idle time.</param>
    /// <param name="loggerFactory">For the SDK's own log.</param>
    public McpSession(string id, string? user, McpServerOptions options, McpLists lists, TimeProvider time, ILoggerFactory loggerFactory)
    {
        Id = id;
        User = user;
        _lists = lists;
        _time = time;
        _lastUsed = time.GetTimestamp();
        Loop = new McpServerLoop(options, id, message => _unsolicited.Writer.TryWrite(message), loggerFactory);
    }

    public string Id { get; }

    public string? User { get; }

    public McpServerLoop Loop { get; }

    /// <summary>The revision agreed on.</summary>
    public string Revision => Loop.Server.NegotiatedProtocolVersion ?? McpRevisions.LatestHandshake;

    /// <summary>How long nothing has used it; zero while something does.</summary>
    public TimeSpan Idle => Volatile.Read(ref _uses) > 0 ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _lastUsed));

    /// <summary>Marks the session as used until <see cref="Leave"/>.</summary>
    public void Enter() => Interlocked.Increment(ref _uses);

    public void Leave()
    {
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        Interlocked.Decrement(ref _uses);
    }

    /// <summary>Takes a request on, so that a cancellation can find it.</summary>
    /// <returns>False when its id is already in flight.</returns>
    public bool TryAdd(RequestId id, SessionUse request)
    {
        if (!_inFlight.TryAdd(id, request))
        {
            return false;
        }

        if (_ended.IsCancellationRequested)
        {
            request.Withdraw();
        }

        return true;
    }

    /// <summary>Forgets a request that was taken on.</summary>
    public void Remove(RequestId id) => _inFlight.TryRemove(id, out _);

    /// <summary>Withdraws a request, as <c>notifications/cancelled</c> asks.</summary>
    public void Cancel(RequestId id)
    {
        if (_inFlight.TryGetValue(id, out var request))
        {
            request.Withdraw();
        }
    }

    /// <summary>Tells the client, if it knows these lists.</summary>
    public void Notify(McpLists changed)
    {
        foreach (var method in McpSubscriptions.Methods(changed & _lists))
        {
            _unsolicited.Writer.TryWrite(new JsonRpcNotification { Method = method });
        }
    }

    /// <summary>
    /// Serves a GET: what belongs to no request goes out here, kept ones first. A client has one stream, so a new one ends the one before, which it has lost.
    /// </summary>
    public async Task StreamAsync(HttpContext context, McpLimits limits)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ended.Token);
        Supersede(mine);
        await _streaming.WaitAsync(mine.Token);
        try
        {
            await using var writer = await SseWriter.OpenAsync(context, _time, limits.KeepAlive);
            while (true)
            {
                var message = _undelivered ??= await _unsolicited.Reader.ReadAsync(mine.Token);
                if (!await writer.WriteAsync(message))
                {
                    return;
                }

                _undelivered = null;
            }
        }
        finally
        {
            Interlocked.CompareExchange(ref _stream, null, mine);
            _streaming.Release();
        }
    }

    /// <summary>Ends the event stream, if there is one.</summary>
    public void EndStream() => Supersede(null);

    /// <summary>Ends everything that still runs in the session. Requests that found it a moment before see that it has ended.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        foreach (var request in _inFlight.Values)
        {
            request.Withdraw();
        }

        Loop.Stop();
    }

    private void Supersede(CancellationTokenSource? mine)
    {
        // The stream before may end by itself at the same moment, and dispose of its source.
        try
        {
            Interlocked.Exchange(ref _stream, mine)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
