using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// Routes by segment. A literal beats text with placeholders, which beats a placeholder, which beats a placeholder that takes the rest, whatever the
/// order in the file; among routes at one place more query constants win, then the nearer method, then the first. Immutable once built.
/// </summary>
internal sealed class RouteTree
{
    private readonly RouteNode _root = new(null, null);
    private readonly int _placeholders;

    /// <param name="owner">Whose routes.</param>
    /// <param name="routes">In the order of the file.</param>
    /// <param name="onDuplicate">Told of each route that an earlier, equal one hides.</param>
    public RouteTree(MountedSurface owner, IReadOnlyList<Route> routes, Action<Route>? onDuplicate = null)
    {
        var seen = onDuplicate is null ? null : new Dictionary<(RouteNode Place, bool IsRest, string Key), Route>(routes.Count);

        // A place takes the newest first: from the last route to the first, so that it keeps the order of the file.
        for (var i = routes.Count - 1; i >= 0; i--)
        {
            var path = routes[i].Path;
            var place = _root.Add(new RouteEntry(owner, routes[i]));
            _placeholders = Math.Max(_placeholders, path.PlaceholderCount);
            var key = (place, path.Segments is [.., RestSegment], ConditionsOf(routes[i]));
            if (seen is not null && !seen.TryAdd(key, routes[i]))
            {
                onDuplicate?.Invoke(seen[key]);
                seen[key] = routes[i];
            }
        }

        _root.Seal();
    }

    /// <summary>A tree of several surfaces' routes, none of which may be equal.</summary>
    public RouteTree(IEnumerable<RouteEntry> entries)
    {
        foreach (var entry in entries)
        {
            _root.Add(entry);
            _placeholders = Math.Max(_placeholders, entry.Route.Path.PlaceholderCount);
        }

        _root.Seal();
    }

    public RouteNode Root => _root;

    /// <summary>Finds what answers, or which methods would be answered at this path.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's target.</param>
    /// <param name="position">Where in the path the part below the mount begins.</param>
    /// <param name="visitor">Who asks: surfaces that the visitor may not see have no routes.</param>
    public RouteMatch Match(string method, RequestTarget target, int position, Visitor visitor)
    {
        var captures = _placeholders <= 32 ? stackalloc Slice[_placeholders] : new Slice[_placeholders];
        var search = new RouteSearch(method, target, visitor, captures);
        search.Visit(_root, position, 0);
        return search.Found;
    }

    private static string ConditionsOf(Route route) => route.Path.Query.Length == 0
        ? route.Method
        : $"{route.Method}?{string.Join('&', route.Path.Query.Select(c => $"{c.Key}={c.Value}{(c.Value is null ? "\0" : "")}").Order(StringComparer.Ordinal))}";
}
