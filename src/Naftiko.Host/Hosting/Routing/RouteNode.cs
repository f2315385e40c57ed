namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// A place in a <see cref="RouteTree"/>: what the path has matched so far. Children hang in a chain of siblings, because most nodes have one;
/// a node with many literal children gets an index. Written while the tree is built, then only read.
/// </summary>
internal sealed class RouteNode(PathSegment? segment)
{
    private const int IndexedFrom = 9;

    private int _literalCount;
    private Dictionary<string, RouteNode>? _index;

    /// <summary>What leads here from the parent; null for the root.</summary>
    public PathSegment? Segment { get; } = segment;

    public RouteNode? NextSibling { get; private set; }

    public RouteNode? FirstLiteral { get; private set; }

    /// <summary>Segments of text and placeholders, the ones with most text first.</summary>
    public RouteNode? FirstMixed { get; private set; }

    public RouteNode? Parameter { get; private set; }

    /// <summary>Routes that end here.</summary>
    public RouteEntry? Entries { get; private set; }

    /// <summary>Routes whose last placeholder takes all that follows.</summary>
    public RouteEntry? RestEntries { get; private set; }

    /// <summary>The one surface that owns every route at and below this place; null when several do.</summary>
    public MountedSurface? SoleOwner { get; private set; }

    private string Text => ((LiteralSegment)Segment!).Text;

    public RouteNode? FindLiteral(ReadOnlySpan<char> text)
    {
        if (_index is not null)
        {
            return _index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var found) ? found : null;
        }

        for (var child = FirstLiteral; child is not null; child = child.NextSibling)
        {
            if (text.SequenceEqual(child.Text))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Hangs an entry below this root, before those already there, and returns its place.</summary>
    public RouteNode Add(RouteEntry entry)
    {
        var node = this;
        node.Claim(entry.Owner);
        foreach (var segment in entry.Route.Path.Segments)
        {
            if (segment is RestSegment)
            {
                entry.Next = node.RestEntries;
                node.RestEntries = entry;
                return node;
            }

            node = node.ChildFor(segment);
            node.Claim(entry.Owner);
        }

        entry.Next = node.Entries;
        node.Entries = entry;
        return node;
    }

    private void Claim(MountedSurface owner)
    {
        var isNew = Entries is null && RestEntries is null && FirstLiteral is null && FirstMixed is null && Parameter is null;
        SoleOwner = isNew || SoleOwner == owner ? owner : null;
    }

    private RouteNode ChildFor(PathSegment segment) => segment switch
    {
        LiteralSegment literal => FindLiteral(literal.Text) ?? AddLiteral(literal),
        MixedSegment mixed => FindMixed(mixed) ?? AddMixed(mixed),
        _ => Parameter ??= new RouteNode(segment),
    };

    private RouteNode AddLiteral(LiteralSegment literal)
    {
        var child = new RouteNode(literal) { NextSibling = FirstLiteral };
        FirstLiteral = child;
        if (++_literalCount == IndexedFrom)
        {
            _index = new Dictionary<string, RouteNode>(StringComparer.Ordinal);
            for (var each = child; each is not null; each = each.NextSibling)
            {
                _index.Add(each.Text, each);
            }
        }
        else
        {
            _index?.Add(literal.Text, child);
        }

        return child;
    }

    private RouteNode? FindMixed(MixedSegment mixed)
    {
        for (var child = FirstMixed; child is not null; child = child.NextSibling)
        {
            if (((MixedSegment)child.Segment!).Key == mixed.Key)
            {
                return child;
            }
        }

        return null;
    }

    private RouteNode AddMixed(MixedSegment mixed)
    {
        RouteNode? before = null;
        for (var each = FirstMixed; each is not null && ((MixedSegment)each.Segment!).LiteralLength >= mixed.LiteralLength; each = each.NextSibling)
        {
            before = each;
        }

        var child = new RouteNode(mixed) { NextSibling = before is null ? FirstMixed : before.NextSibling };
        if (before is null)
        {
            FirstMixed = child;
        }
        else
        {
            before.NextSibling = child;
        }

        return child;
    }
}
