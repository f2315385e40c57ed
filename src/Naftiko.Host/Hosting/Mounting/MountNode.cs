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
        for (var position = 0; !RequestTarget.IsEnd(mount, position);)
        {
            var end = RequestTarget.EndOfSegment(mount, position);
            node = node.ChildFor(mount.AsSpan(position + 1, end - position - 1));
            position = end;
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

    /// <summary>Finds overlaps between routes that all begin with one literal and those of the surfaces mounted below it.</summary>
    public void FindOverlaps(string first, RouteNode routes, RouteOverlaps overlaps)
    {
        if (_children?.GetValueOrDefault(first) is { } child && routes.FindLiteral(first) is { } literal)
        {
            child.FindOverlaps(literal, overlaps);
        }
    }

    /// <summary>Finds overlaps between routes at and below a place and the routes of the surfaces mounted at and below the same place.</summary>
    private void FindOverlaps(RouteNode routes, RouteOverlaps overlaps)
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

    private MountNode ChildFor(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return this;
        }

        _children ??= new Dictionary<string, MountNode>(StringComparer.Ordinal);
        var lookup = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(segment, out var child))
        {
            lookup[segment] = child = new MountNode();
        }

        return child;
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
