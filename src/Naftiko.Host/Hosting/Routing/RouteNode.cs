using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// A place in a <see cref="RouteTree"/>: what the path has matched so far. Children hang in a chain of siblings, because most nodes have one;
/// a node with many gets an index. Written while the tree is built, then only read.
/// </summary>
internal sealed class RouteNode(PathSegment? segment, RouteNode? parent)
{
    private const int IndexedFrom = 9;

    private int _mixedCount;
    private Dictionary<string, RouteNode>? _index;
    private Dictionary<string, RouteNode>? _mixedIndex;

    /// <summary>What leads here from the parent; null for the root.</summary>
    public PathSegment? Segment { get; } = segment;

    public RouteNode? Parent { get; } = parent;

    public RouteNode? NextSibling { get; private set; }

    public RouteNode? FirstLiteral { get; private set; }

    public int LiteralCount { get; private set; }

    /// <summary>Segments of text and placeholders; once sealed, those with most text first.</summary>
    public RouteNode? FirstMixed { get; private set; }

    public RouteNode? Parameter { get; private set; }

    /// <summary>Routes that end here.</summary>
    public RouteEntry? Entries { get; private set; }

    /// <summary>Routes whose last placeholder takes all that follows.</summary>
    public RouteEntry? RestEntries { get; private set; }

    /// <summary>The one surface that owns every route at and below this place; null when several do.</summary>
    public MountedSurface? SoleOwner { get; private set; }

    private string Text => ((LiteralSegment)Segment!).Text;

    private MixedSegment Mixed => (MixedSegment)Segment!;

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
                (entry.Place, entry.Next) = (node, node.RestEntries);
                node.RestEntries = entry;
                return node;
            }

            node = node.ChildFor(segment);
            node.Claim(entry.Owner);
        }

        (entry.Place, entry.Next) = (node, node.Entries);
        node.Entries = entry;
        return node;
    }

    /// <summary>Puts the more particular segments first, here and below. To be called once all entries are added.</summary>
    public void Seal()
    {
        if (_mixedCount > 1)
        {
            SortMixed();
        }

        _mixedIndex = null;
        Parameter?.Seal();
        for (var child = FirstLiteral; child is not null; child = child.NextSibling)
        {
            child.Seal();
        }

        for (var child = FirstMixed; child is not null; child = child.NextSibling)
        {
            child.Seal();
        }
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
        _ => Parameter ??= new RouteNode(segment, this),
    };

    private RouteNode AddLiteral(LiteralSegment literal)
    {
        var child = new RouteNode(literal, this) { NextSibling = FirstLiteral };
        FirstLiteral = child;
        if (++LiteralCount == IndexedFrom)
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
        if (_mixedIndex is not null)
        {
            return _mixedIndex.GetValueOrDefault(mixed.Key);
        }

        for (var child = FirstMixed; child is not null; child = child.NextSibling)
        {
            if (child.Mixed.Key == mixed.Key)
            {
                return child;
            }
        }

        return null;
    }

    private RouteNode AddMixed(MixedSegment mixed)
    {
        var child = new RouteNode(mixed, this) { NextSibling = FirstMixed };
        FirstMixed = child;
        if (++_mixedCount == IndexedFrom)
        {
            _mixedIndex = new Dictionary<string, RouteNode>(StringComparer.Ordinal);
            for (var each = child; each is not null; each = each.NextSibling)
            {
                _mixedIndex.Add(each.Mixed.Key, each);
            }
        }
        else
        {
            _mixedIndex?.Add(mixed.Key, child);
        }

        return child;
    }

    private void SortMixed()
    {
        var children = new List<RouteNode>(_mixedCount);
        for (var child = FirstMixed; child is not null; child = child.NextSibling)
        {
            children.Add(child);
        }

        RouteNode? next = null;
        foreach (var child in children.OrderByDescending(child => child.Mixed.LiteralLength).Reverse())
        {
            child.NextSibling = next;
            next = child;
        }

        FirstMixed = next;
    }
}
