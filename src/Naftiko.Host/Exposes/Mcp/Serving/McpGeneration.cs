using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>
/// A definition with the servers that answer its stateless requests, one a revision, made when first asked for. A replaced generation is left
/// to finish what it has; nothing refers to it then and it is collected.
/// </summary>
internal sealed class McpGeneration(McpDefinition definition, McpSubscriptions subscriptions, ILoggerFactory loggerFactory)
{
    private readonly ConcurrentDictionary<string, Lazy<McpServerLoop>> _loops = new(StringComparer.Ordinal);

    public McpDefinition Definition { get; } = definition;

    /// <summary>The server for all stateless requests of a revision.</summary>
    public McpServerLoop Stateless(string revision) =>
        _loops.GetOrAdd(revision, static (key, self) => new Lazy<McpServerLoop>(() => self.Start(key)), this).Value;

    private McpServerLoop Start(string revision)
    {
        // Before 2026-07-28 a client without a session cannot be told anything it did not ask for.
        var setup = new McpServerSetup(() => Definition, CanPush: false, McpRevisions.IsModern(revision) ? subscriptions : null);
        return new McpServerLoop(setup.Build(), sessionId: null, unsolicited: null, loggerFactory);
    }
}
