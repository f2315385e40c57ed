namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// Finds the routes of a port that some request could match besides another surface's route. Exact for paths, methods and query constants: two routes
/// overlap if and only if some request matches both. Two exceptions can only find too much: a placeholder that occurs twice counts as two, and a route
/// is compared with so many others at one place and no more. The tree is joined with itself, so that each pair of places is met at most once, and only
/// where the paths leading to both overlap. A part owned by one surface is skipped, and so are two parts whose routes are all known to overlap.
/// </summary>
internal sealed class RouteOverlaps
{
    /// <summary>How many routes at one place a route is compared with; one that is still alone then counts as overlapping, which is the safe side.</summary>
    private const int MaxComparisons = 2000;

    private readonly HashSet<RouteEntry> _overlapping = [];

    /// <summary>How many routes at and below a place are not known to overlap.</summary>
    private readonly Dictionary<RouteNode, int> _open = [];

    /// <summary>Whether an entry of a tree that was looked at overlaps another surface's.</summary>
    public bool Contains(RouteEntry entry) => _overlapping.Contains(entry);

    /// <summary>Looks for overlaps among the routes of one tree.</summary>
    public void FindWithin(RouteNode node)
    {
        if (node.SoleOwner is not null)
        {
            return;
        }

        Mark(node.Entries, node.Entries);
        Mark(node.RestEntries, node.RestEntries);
        MarkBelow(node.RestEntries, node);
        for (var literal = node.FirstLiteral; literal is not null; literal = literal.NextSibling)
        {
            FindWithin(literal);
            JoinWithPlaceholders(literal, node, node.FirstMixed);
        }

        for (var mixed = node.FirstMixed; mixed is not null; mixed = mixed.NextSibling)
        {
            FindWithin(mixed);
            JoinWithPlaceholders(mixed, node, mixed.NextSibling);
        }

        if (node.Parameter is not null)
        {
            FindWithin(node.Parameter);
        }
    }

    /// <summary>Looks for overlaps between the routes at and below two places whose paths overlap.</summary>
    public void FindBetween(RouteNode a, RouteNode b)
    {
        if ((a.SoleOwner is not null && a.SoleOwner == b.SoleOwner) || IsDone(a, b))
        {
            return;
        }

        Mark(a.Entries, b.Entries);
        Mark(a.RestEntries, b.RestEntries);
        MarkBelow(a.RestEntries, b);
        MarkBelow(b.RestEntries, a);
        JoinLiterals(a, b);
        JoinPlaceholders(a, b);
        JoinPlaceholders(b, a);
        if (a.Parameter is not null && b.Parameter is not null)
        {
            FindBetween(a.Parameter, b.Parameter);
        }

        for (var mixed = a.FirstMixed; mixed is not null && !IsDone(a, b); mixed = mixed.NextSibling)
        {
            JoinMixed(mixed, b.FirstMixed);
        }
    }

    /// <summary>Looks for overlaps between routes that take every rest and all those at and below a place.</summary>
    public void FindWithRest(RouteEntry rest, RouteNode node)
    {
        Mark(rest, node.Entries);
        Mark(rest, node.RestEntries);
        MarkBelow(rest, node);
    }

    /// <summary>Whether nothing is left to be found between two places.</summary>
    private bool IsDone(RouteNode a, RouteNode b) => Open(a) == 0 && Open(b) == 0;

    private int Open(RouteNode node)
    {
        if (_open.TryGetValue(node, out var known))
        {
            return known;
        }

        var open = Open(node.Entries) + Open(node.RestEntries) + (node.Parameter is null ? 0 : Open(node.Parameter));
        for (var child = node.FirstLiteral; child is not null; child = child.NextSibling)
        {
            open += Open(child);
        }

        for (var child = node.FirstMixed; child is not null; child = child.NextSibling)
        {
            open += Open(child);
        }

        return _open[node] = open;
    }

    private int Open(RouteEntry? chain)
    {
        var open = 0;
        for (var entry = chain; entry is not null; entry = entry.Next)
        {
            open += _overlapping.Contains(entry) ? 0 : 1;
        }

        return open;
    }

    /// <summary>Joins the literals of both, stepping through the fewer.</summary>
    private void JoinLiterals(RouteNode a, RouteNode b)
    {
        var (few, many) = a.LiteralCount <= b.LiteralCount ? (a, b) : (b, a);
        for (var literal = few.FirstLiteral; literal is not null && !IsDone(a, b); literal = literal.NextSibling)
        {
            if (many.FindLiteral(((LiteralSegment)literal.Segment!).Text) is { } same)
            {
                FindBetween(literal, same);
            }
        }
    }

    /// <summary>Joins the placeholders of one place with the more particular segments of the other.</summary>
    private void JoinPlaceholders(RouteNode general, RouteNode particular)
    {
        if (general.Parameter is null && general.FirstMixed is null)
        {
            return;
        }

        for (var literal = particular.FirstLiteral; literal is not null && !IsDone(general, particular); literal = literal.NextSibling)
        {
            JoinWithPlaceholders(literal, general, general.FirstMixed);
        }

        for (var mixed = particular.FirstMixed; mixed is not null && !IsDone(general, particular); mixed = mixed.NextSibling)
        {
            JoinWithPlaceholders(mixed, general, null);
        }
    }

    /// <summary>Joins a literal or mixed child with a row of mixed children and the parameter of a place.</summary>
    private void JoinWithPlaceholders(RouteNode child, RouteNode general, RouteNode? firstMixed)
    {
        JoinMixed(child, firstMixed);
        if (general.Parameter is not null)
        {
            FindBetween(child, general.Parameter);
        }
    }

    private void JoinMixed(RouteNode child, RouteNode? firstMixed)
    {
        for (var mixed = firstMixed; mixed is not null; mixed = mixed.NextSibling)
        {
            var isOneOwner = child.SoleOwner is not null && child.SoleOwner == mixed.SoleOwner;
            if (!isOneOwner && Overlap(child.Segment!, (MixedSegment)mixed.Segment!))
            {
                FindBetween(child, mixed);
            }
        }
    }

    /// <summary>Marks what a rest placeholder shares with all routes that need at least one more segment.</summary>
    private void MarkBelow(RouteEntry? rest, RouteNode node)
    {
        if (rest is null)
        {
            return;
        }

        for (var child = node.FirstLiteral; child is not null; child = child.NextSibling)
        {
            FindWithRest(rest, child);
        }

        for (var child = node.FirstMixed; child is not null; child = child.NextSibling)
        {
            FindWithRest(rest, child);
        }

        if (node.Parameter is not null)
        {
            FindWithRest(rest, node.Parameter);
        }
    }

    /// <summary>Marks the entries of both chains that overlap one of the other.</summary>
    private void Mark(RouteEntry? first, RouteEntry? second)
    {
        MarkOneSide(first, second);
        if (first != second)
        {
            MarkOneSide(second, first);
        }
    }

    /// <summary>Looks for one overlapping partner of each entry not marked yet: one is enough, so long chains of equals cost one step each.</summary>
    private void MarkOneSide(RouteEntry? chain, RouteEntry? others)
    {
        for (var entry = chain; entry is not null && others is not null; entry = entry.Next)
        {
            if (_overlapping.Contains(entry))
            {
                continue;
            }

            var comparisons = 0;
            for (var other = others; other is not null; other = other.Next)
            {
                if (other.Owner == entry.Owner)
                {
                    continue;
                }

                if (++comparisons > MaxComparisons)
                {
                    Mark(entry);
                    break;
                }

                if (entry.Overlaps(other))
                {
                    Mark(entry);
                    Mark(other);
                    break;
                }
            }
        }
    }

    private void Mark(RouteEntry entry)
    {
        if (!_overlapping.Add(entry))
        {
            return;
        }

        for (var node = entry.Place; node is not null && _open.TryGetValue(node, out var open); node = node.Parent)
        {
            _open[node] = open - 1;
        }
    }

    private static bool Overlap(PathSegment particular, MixedSegment mixed) => particular switch
    {
        LiteralSegment literal => mixed.Accepts(literal.Text),
        MixedSegment other => mixed.Overlaps(other),
        _ => true,
    };
}
