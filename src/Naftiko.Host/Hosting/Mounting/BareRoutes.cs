using System.Diagnostics.CodeAnalysis;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>
/// The routes of a port that also answer without a mount: those that begin with a literal, are not reserved, and share no request with another
/// surface's route, be that bare or below a mount. A control surface keeps all of its routes. Only what begins with the same literal can share a request, so
/// each such area is found out by itself, and taken from the former table where nothing in it has changed. Immutable.
/// </summary>
internal sealed class BareRoutes
{
    private readonly Dictionary<string, BareArea> _areas;

    private BareRoutes(Dictionary<string, BareArea> areas)
    {
        _areas = areas;
        Count = areas.Values.Sum(area => area.Count);
    }

    public int Count { get; }

    /// <param name="surfaces">The surfaces of the port.</param>
    /// <param name="mounts">Where they are.</param>
    /// <param name="former">What the port had before; null: nothing.</param>
    public static BareRoutes Of(IReadOnlyList<MountedSurface> surfaces, MountNode mounts, BareRoutes? former)
    {
        var asking = new Dictionary<string, List<MountedSurface>>(StringComparer.Ordinal);
        foreach (var surface in surfaces)
        {
            foreach (var first in surface.BareCandidates.Keys)
            {
                Add(asking, first, surface);
            }
        }

        var mounted = new Dictionary<string, List<MountedSurface>>(StringComparer.Ordinal);
        foreach (var surface in surfaces)
        {
            foreach (var first in surface.FirstOfMounts.Where(asking.ContainsKey))
            {
                Add(mounted, first, surface);
            }
        }

        var areas = new Dictionary<string, BareArea>(asking.Count, StringComparer.Ordinal);
        foreach (var (first, owners) in asking)
        {
            var others = mounted.GetValueOrDefault(first) ?? [];
            areas.Add(first, former?._areas.GetValueOrDefault(first) is { } same && same.IsOf(owners, others) ? same : new BareArea(first, owners, others, mounts));
        }

        return new BareRoutes(areas);
    }

    /// <summary>The routes that begin with the first segment of a path.</summary>
    public bool TryFind(ReadOnlySpan<char> path, [NotNullWhen(true)] out RouteTree? tree)
    {
        var segment = path[1..RequestTarget.EndOfSegment(path, 0)];
        var isFound = segment.Contains('%')
            ? _areas.TryGetValue(PathText.Decode(segment), out var area)
            : _areas.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out area);
        tree = area?.Tree;
        return isFound;
    }

    private static void Add(Dictionary<string, List<MountedSurface>> surfaces, string first, MountedSurface surface)
    {
        if (!surfaces.TryGetValue(first, out var same))
        {
            surfaces.Add(first, same = []);
        }

        same.Add(surface);
    }
}
