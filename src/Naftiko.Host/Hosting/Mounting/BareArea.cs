using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>The bare routes of a port that begin with one literal. Immutable.</summary>
internal sealed class BareArea
{
    private readonly IReadOnlyList<MountedSurface> _asking;
    private readonly IReadOnlyList<MountedSurface> _mounted;

    /// <param name="first">The literal.</param>
    /// <param name="asking">The surfaces with routes that could be bare here.</param>
    /// <param name="mounted">The surfaces with a mount that begins with the literal.</param>
    /// <param name="mounts">The mounts of the port.</param>
    public BareArea(string first, IReadOnlyList<MountedSurface> asking, IReadOnlyList<MountedSurface> mounted, MountNode mounts)
    {
        _asking = asking;
        _mounted = mounted;
        var candidates = asking.SelectMany(surface => surface.BareCandidates[first], (surface, route) => new RouteEntry(surface, route)).ToList();
        var tree = new RouteTree(candidates);
        var overlaps = new RouteOverlaps();
        overlaps.FindWithin(tree.Root);
        mounts.FindOverlaps(first, tree.Root, overlaps);

        // Entries hang in the chains of the tree above: the routes that stay get entries of their own, later ones first, so that each place keeps the
        // file's order.
        List<RouteEntry> bare =
        [
            .. candidates.AsEnumerable().Reverse()
                .Where(entry => entry.Owner.Surface.Kind is SurfaceKind.Control || !overlaps.Contains(entry))
                .Select(entry => new RouteEntry(entry.Owner, entry.Route)),
        ];
        Count = bare.Count;
        Tree = new RouteTree(bare);
    }

    public RouteTree Tree { get; }

    public int Count { get; }

    /// <summary>Whether it is what these surfaces would make of it.</summary>
    public bool IsOf(IReadOnlyList<MountedSurface> asking, IReadOnlyList<MountedSurface> mounted) => _asking.SequenceEqual(asking) && _mounted.SequenceEqual(mounted);
}
