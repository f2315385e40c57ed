using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>One route of a surface at its place in a tree.</summary>
internal sealed class RouteEntry(MountedSurface owner, Route route)
{
    public MountedSurface Owner { get; } = owner;

    public Route Route { get; } = route;

    /// <summary>The next entry at the same place.</summary>
    public RouteEntry? Next { get; set; }

    /// <summary>Where in the tree it hangs.</summary>
    public RouteNode? Place { get; set; }

    /// <summary>How well the method fits: 0 not at all, 1 by any method, 2 as HEAD by GET, 3 exactly.</summary>
    public int FitOf(string method)
    {
        if (method == Route.Method)
        {
            return 3;
        }

        if (Route.Method == "GET" && method == "HEAD")
        {
            return 2;
        }

        return Route.Method == Route.AnyMethod ? 1 : 0;
    }

    /// <summary>Whether the request's query meets every condition.</summary>
    public bool IsMetBy(ReadOnlySpan<char> query)
    {
        foreach (var condition in Route.Path.Query)
        {
            if (!condition.IsMet(query))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one request can match both, given that their paths overlap.</summary>
    public bool Overlaps(RouteEntry other)
    {
        if (FitOf(other.Route.Method) == 0 && other.FitOf(Route.Method) == 0)
        {
            return false;
        }

        foreach (var mine in Route.Path.Query)
        {
            foreach (var theirs in other.Route.Path.Query)
            {
                if (mine.Excludes(theirs))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
