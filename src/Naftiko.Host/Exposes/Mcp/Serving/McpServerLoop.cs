using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>
/// One running server of the SDK, fed by many HTTP requests. Each request gets a number of its own in place of the client's id, which need be
/// unique for one client only; the exchange puts the client's id back.
/// </summary>
internal sealed class McpServerLoop : ITransport
{
    private readonly Channel<JsonRpcMessage> _incoming = Channel.CreateUnbounded<JsonRpcMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<JsonRpcMessage>? _unsolicited;
    private long _lastId;

    /// <param name="options">What the server offers.</param>
    /// <param name="sessionId">The session it serves, or null when it serves all stateless requests of a revision.</param>
    /// <param name="unsolicited">Takes the messages that belong to no request; null drops them.</param>
    /// <param name="loggerFactory">For the SDK's own log.</param>
    public McpServerLoop(McpServerOptions options, string? sessionId, Action<JsonRpcMessage>? unsolicited, ILoggerFactory loggerFactory)
    {
        SessionId = sessionId;
        _unsolicited = unsolicited;
        Server = McpServer.Create(this, options, loggerFactory);
        // The loop outlives the request that happens to start it, and must not carry that one's activity and user along.
        using (ExecutionContext.SuppressFlow())
        {
            _ = RunAsync();
        }
    }

    public string? SessionId { get; }

    public McpServer Server { get; }

    public ChannelReader<JsonRpcMessage> MessageReader => _incoming.Reader;

    /// <summary>Has the server answer a request over its exchange, and waits for that.</summary>
    /// <param name="request">The request; its id is replaced.</param>
    /// <param name="exchange">Where the answer goes.</param>
    /// <param name="user">Who asks.</param>
    public async Task AnswerAsync(JsonRpcRequest request, McpExchange exchange, ClaimsPrincipal user)
    {
        var id = Interlocked.Increment(ref _lastId);
        request.Id = new RequestId(id);
        request.Context ??= new JsonRpcMessageContext();
        request.Context.RelatedTransport = exchange;
        request.Context.User = user;
        request.Context.ExecutionContext = ExecutionContext.Capture();
        try
        {
            if (!Post(request))
            {
                exchange.Cancelled.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The server has ended.");
            }

            await exchange.Answered.WaitAsync(exchange.Cancelled);
        }
        catch (OperationCanceledException)
        {
            // The client has left, or has withdrawn the request.
            Post(new JsonRpcNotification { Method = NotificationMethods.CancelledNotification, Params = new JsonObject { ["requestId"] = id } });
        }
        finally
        {
            await exchange.CloseAsync();
        }
    }

    /// <summary>Gives the server a message.</summary>
    /// <returns>False when it has ended.</returns>
    public bool Post(JsonRpcMessage message) => _incoming.Writer.TryWrite(message);

    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        _unsolicited?.Invoke(message);
        return Task.CompletedTask;
    }

    /// <summary>Cancels what runs and ends the server; does not wait for handlers that ignore it.</summary>
    public void Stop()
    {
        _incoming.Writer.TryComplete();
        _stop.Cancel();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RunAsync()
    {
        try
        {
            await Server.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        finally
        {
            _incoming.Writer.TryComplete();
        }
    }
}
