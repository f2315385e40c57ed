using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Naftiko.Host.Exposes.Mcp.Serving;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>One MCP server over a pair of streams, for the one client that started the process.</summary>
internal sealed class McpStdio : IAsyncDisposable
{
    private readonly StdioTransport _transport;
    private readonly McpServer _server;
    private readonly McpSubscriptions _subscriptions;
    private volatile McpDefinition _definition;

    /// <param name="definition">What it serves at first; its direct way is not used here.</param>
    /// <param name="input">The client's messages, one a line.</param>
    /// <param name="output">Where answers go, and nothing else may.</param>
    /// <param name="loggerFactory">Must not write to the output.</param>
    public McpStdio(McpDefinition definition, Stream input, Stream output, ILoggerFactory loggerFactory)
    {
        _definition = definition;
        _subscriptions = new McpSubscriptions(() => _definition);
        _transport = new StdioTransport(input, output, _subscriptions.Dispose, loggerFactory.CreateLogger<McpStdio>());
        _server = McpServer.Create(_transport, new McpServerSetup(() => _definition, CanPush: true, _subscriptions).Build(), loggerFactory);
    }

    /// <summary>Serves until the input ends and all that came in is answered.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _server.RunAsync(cancellationToken);

    /// <summary>Serves another definition from the next request on.</summary>
    public void Replace(McpDefinition definition) => _definition = definition;

    /// <summary>Tells the client that lists have changed, if its revision wants to be told so.</summary>
    public async Task NotifyListChangedAsync(McpLists changed, CancellationToken cancellationToken)
    {
        _subscriptions.Notify(changed);
        if (_server.NegotiatedProtocolVersion is not { } revision || !McpRevisions.IsHandshake(revision))
        {
            return;
        }

        foreach (var method in McpSubscriptions.Methods(changed))
        {
            await _server.SendMessageAsync(new JsonRpcNotification { Method = method }, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscriptions.Dispose();
        await _server.DisposeAsync();
        await _transport.DisposeAsync();
    }
}
