using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>Everything that answers on one port. Immutable.</summary>
internal sealed class PortTable
{
    private readonly MountNode _mounts = new();
    private readonly BareRoutes _bare;
    private readonly RouteHandler? _mcp;
    private readonly MountedSurface[] _servers;
    private readonly Dictionary<string, (MountedSurface Surface, RouteHandler Handler)> _wellKnown = new(StringComparer.Ordinal);

    /// <param name="port">The port that is opened.</param>
    /// <param name="surfaces">Its surfaces in ordinal order of their mounts.</param>
    /// <param name="mcp">What answers at <c>/mcp</c>.</param>
    /// <param name="former">What was on the port before; null: nothing.</param>
    public PortTable(int port, IReadOnlyList<MountedSurface> surfaces, RouteHandler? mcp, PortTable? former = null)
    {
        Port = port;
        Surfaces = surfaces;
        Scope = AddressScope.Union(surfaces.Select(surface => surface.Scope));
        _mcp = mcp;
        _servers = [.. surfaces.Where(surface => surface.Mcp is not null)];
        foreach (var surface in surfaces)
        {
            _mounts.Add(surface.FullMount, surface);
            if (surface.ShortMount is { } shortMount)
            {
                _mounts.Add(shortMount, surface);
            }
        }

        AddWellKnown(surfaces.SelectMany(s => s.Surface.WellKnown, (surface, document) => (surface, document)).ToList());
        _bare = BareRoutes.Of(surfaces, _mounts, former?._bare);
    }

    public int Port { get; }

    public IReadOnlyList<MountedSurface> Surfaces { get; }

    /// <summary>Whether its MCP surfaces answer together at <c>/mcp</c>.</summary>
    public bool HasMcp => _mcp is not null;

    /// <summary>As wide as the widest surface.</summary>
    public AddressScope Scope { get; }

    /// <summary>How many routes answer without a mount.</summary>
    public int BareRouteCount => _bare.Count;

    /// <summary>Finds what answers a request.</summary>
    public Resolution Resolve(string method, RequestTarget target, Visitor visitor)
    {
        var path = target.Path;
        if (path is "/")
        {
            return method == "POST" && McpFor(visitor) is { } mcp ? Resolution.Of(mcp) : Listing(method, visitor);
        }

        if (path is "/mcp" or "/mcp/" && McpFor(visitor) is { } server)
        {
            return Resolution.Of(server);
        }

        if (_wellKnown.Count > 0 && _wellKnown.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var known) && known.Surface.Scope.Covers(visitor))
        {
            return method is "GET" or "HEAD" ? Resolution.Of(known.Handler, known.Surface) : Resolution.NotAllowed(["GET"]);
        }

        List<string>? allowed = null;
        if (TryMounts(_mounts, method, target, 0, visitor, ref allowed, out var found))
        {
            return found;
        }

        return _bare.TryFind(path, out var bare) && TryTree(bare, method, target, 0, visitor, ref allowed, out found) ? found : Resolution.NotAllowed(allowed);
    }

    private void AddWellKnown(List<(MountedSurface Surface, WellKnown Document)> documents)
    {
        var shared = documents.Where(d => d.Document.Subject is not null).GroupBy(d => d.Document.Path)
            .Where(place => place.DistinctBy(d => d.Document.Subject).Count() == 1)
            .Select(place => place.First());
        foreach (var (surface, document) in documents.Where(d => d.Document.Subject is null).Concat(shared))
        {
            _wellKnown.TryAdd(document.Path, (surface, (context, _) => document.Answer(context)));
        }
    }

    /// <summary>The port's server; none for a visitor who may not see all that it joins.</summary>
    private RouteHandler? McpFor(Visitor visitor)
    {
        foreach (var server in _servers)
        {
            if (!server.Scope.Covers(visitor))
            {
                return null;
            }
        }

        return _mcp;
    }

    /// <summary>Whether the visitor finds a server at <c>/mcp</c>.</summary>
    public bool OffersMcp(Visitor visitor) => McpFor(visitor) is not null;

    private Resolution Listing(string method, Visitor visitor)
    {
        if (method is "GET" or "HEAD")
        {
            return Resolution.Of((context, _) => PortListing.WriteAsync(context, this, visitor));
        }

        return Resolution.NotAllowed(McpFor(visitor) is null ? ["GET"] : ["GET", "POST"]);
    }

    /// <summary>Tries the mounts that the path begins with, the longest first; a mount without such a route leaves the request to the next.</summary>
    private static bool TryMounts(
        MountNode node, string method, RequestTarget target, int position, Visitor visitor, ref List<string>? allowed, out Resolution found)
    {
        found = default;
        if (!RequestTarget.IsEnd(target.Path, position))
        {
            var end = RequestTarget.EndOfSegment(target.Path, position);
            var child = node.Find(target.Path[(position + 1)..end]);
            if (child is not null && TryMounts(child, method, target, end, visitor, ref allowed, out found))
            {
                return true;
            }
        }

        if (node.Surface is not { } surface || !surface.Scope.Covers(visitor))
        {
            return false;
        }

        if (surface.Mcp is { } mcp && target.Path[position..] is "/mcp" or "/mcp/")
        {
            found = Resolution.Of(mcp, surface);
            return true;
        }

        return TryTree(surface.Tree, method, target, position, visitor, ref allowed, out found);
    }

    private static bool TryTree(
        RouteTree tree, string method, RequestTarget target, int position, Visitor visitor, ref List<string>? allowed, out Resolution found)
    {
        var match = tree.Match(method, target, position, visitor);
        found = match.Entry is null ? default : new Resolution(match.Entry.Route.Handler, match.Placeholders, match.Entry.Owner, null);
        if (match.Allowed is not null)
        {
            allowed = allowed is null ? match.Allowed : [.. allowed.Union(match.Allowed)];
        }

        return match.Entry is not null;
    }
}
