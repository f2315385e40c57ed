using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>A place in the tree of a port's mounts, by decoded segment. Written while the tree is built, then only read.</summary>
internal sealed class MountNode
{
    private Dictionary<string, MountNode>? _children;

    /// <summary>The surface whose mount ends here.</summary>
    public MountedSurface? Surface { get; private set; }

    public void Add(string mount, MountedSurface surface)
    {
        var node = this;
        foreach (var segment in mount.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node._children ??= new Dictionary<string, MountNode>(StringComparer.Ordinal);
            if (!node._children.TryGetValue(segment, out var child))
            {
                node._children.Add(segment, child = new MountNode());
            }

            node = child;
        }

        node.Surface = surface;
    }

    /// <summary>The place one raw segment further.</summary>
    public MountNode? Find(ReadOnlySpan<char> segment)
    {
        if (_children is null || segment.IsEmpty)
        {
            return null;
        }

        return segment.Contains('%') ? _children.GetValueOrDefault(PathText.Decode(segment))
            : _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var child) ? child
            : null;
    }

    /// <summary>Finds overlaps between routes at and below a place and the routes of the surfaces mounted at and below the same place.</summary>
    public void FindOverlaps(RouteNode routes, RouteOverlaps overlaps)
    {
        if (Surface is not null)
        {
            overlaps.FindBetween(routes, Surface.Tree.Root);
        }

        foreach (var (text, child) in _children ?? [])
        {
            if (routes.FindLiteral(text) is { } literal)
            {
                child.FindOverlaps(literal, overlaps);
            }

            for (var mixed = routes.FirstMixed; mixed is not null; mixed = mixed.NextSibling)
            {
                if (((MixedSegment)mixed.Segment!).Accepts(text))
                {
                    child.FindOverlaps(mixed, overlaps);
                }
            }

            if (routes.Parameter is not null)
            {
                child.FindOverlaps(routes.Parameter, overlaps);
            }

            if (routes.RestEntries is not null)
            {
                child.FindOverlapsWithRest(routes.RestEntries, overlaps);
            }
        }
    }

    private void FindOverlapsWithRest(RouteEntry rest, RouteOverlaps overlaps)
    {
        if (Surface is not null)
        {
            overlaps.FindWithRest(rest, Surface.Tree.Root);
        }

        foreach (var (_, child) in _children ?? [])
        {
            child.FindOverlapsWithRest(rest, overlaps);
        }
    }
}
