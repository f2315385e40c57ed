using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>
/// The MCP servers at a port's <c>/mcp</c>: one for all tools, and one for each set that somebody has asked for, with sessions of its own. It
/// lives as long as the port; a reload replaces what the servers offer.
/// </summary>
/// <param name="open">Makes the place of a server.</param>
/// <param name="define">Says what the server of a set offers.</param>
internal sealed class PortServer(Func<Func<McpDefinition>, McpSlot> open, Func<PortOffer, ToolSet, McpDefinition> define) : IDisposable
{
    /// <summary>The most sets of a port that have servers at a time. At the cap the one unused for longest gives way, and its sessions end.</summary>
    public const int MaxSets = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SetServer> _sets = new(StringComparer.Ordinal);
    private McpSlot? _all;
    private volatile State? _current;
    private State? _next;
    private long _uses;

    /// <summary>Takes what the port is to offer next; at once where nothing is offered yet, else when it is published.</summary>
    /// <param name="offer">What its surfaces offer.</param>
    /// <param name="only">What answers for all tools, where a single surface has them all; null: a server of this port.</param>
    public void Prepare(PortOffer offer, RequestDelegate? only)
    {
        _next = new State(offer, only ?? (_all ??= open(() => define(offer, ToolSet.All))).HandleAsync);
        if (_current is null)
        {
            (_current, _next) = (_next, null);
        }
    }

    /// <summary>Offers what was prepared, and tells the clients of each server whose lists have changed. False when nothing was: the port has no server any more.</summary>
    public bool Publish()
    {
        if (_next is not { } next || _current is not { } last)
        {
            return false;
        }

        List<SetServer> kept;
        lock (_lock)
        {
            (_current, _next) = (next, null);
            foreach (var gone in _sets.Values.Where(s => ToolSetFault.Of(s.Set, next.Offer) is not null).ToList())
            {
                End(gone);
            }

            kept = [.. _sets.Values];
        }

        _all?.Replace(() => define(next.Offer, ToolSet.All), () => next.Offer.IsSame(last.Offer, ToolSet.All));
        foreach (var server in kept)
        {
            server.Slot.Replace(() => define(next.Offer, server.Set), () => next.Offer.IsSame(last.Offer, server.Set));
        }

        return true;
    }

    /// <summary>Answers a request of any method.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var state = _current ?? throw new UnreachableException("A port answers once it was prepared.");
        if (!context.Request.QueryString.HasValue)
        {
            return state.All(context);
        }

        var set = ToolSet.Of(context.Request.Query);
        if (ToolSetFault.Of(context.Request.Query) is { } misspelt)
        {
            return misspelt.WriteAsync(context);
        }

        return set.Key.Length == 0 ? state.All(context) : HandleAsync(context, set);
    }

    /// <summary>Ends the event streams of all servers, which no client ends by itself.</summary>
    public void EndStreams()
    {
        _all?.EndStreams();
        lock (_lock)
        {
            foreach (var server in _sets.Values)
            {
                server.Slot.EndStreams();
            }
        }
    }

    public void Dispose()
    {
        _all?.Dispose();
        lock (_lock)
        {
            foreach (var server in _sets.Values.ToList())
            {
                End(server);
            }
        }
    }

    private Task HandleAsync(HttpContext context, ToolSet set)
    {
        McpSlot slot;
        lock (_lock)
        {
            if (!_sets.TryGetValue(set.Key, out var server))
            {
                var offer = _current!.Offer; // asked for only once there is one
                if (ToolSetFault.Of(set, offer) is { } fault)
                {
                    return fault.WriteAsync(context);
                }

                MakeRoom();
                server = _sets[set.Key] = new SetServer(set, open(() => define(offer, set)));
            }

            server.LastUse = ++_uses;
            slot = server.Slot;
        }

        return slot.HandleAsync(context);
    }

    private void MakeRoom()
    {
        if (_sets.Count >= MaxSets)
        {
            End(_sets.Values.MinBy(s => s.LastUse)!); // there are as many as there may be
        }
    }

    private void End(SetServer server)
    {
        _sets.Remove(server.Set.Key);
        server.Slot.Dispose();
    }

    /// <summary>What the port offers at one time.</summary>
    private sealed record State(PortOffer Offer, RequestDelegate All);

    private sealed class SetServer(ToolSet set, McpSlot slot)
    {
        public ToolSet Set => set;

        public McpSlot Slot => slot;

        public long LastUse { get; set; }
    }
}
