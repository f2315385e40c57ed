namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// Finds the routes of a port that some request could match besides another surface's route. Exact for paths, methods and query constants: two routes
/// overlap if and only if some request matches both (a placeholder that occurs twice counts as two, which can only find too much). The tree is
/// joined with itself, so that each pair of places is met once and only where the paths leading to it overlap; a part owned by one surface is skipped.
/// </summary>
internal sealed class RouteOverlaps
{
    private readonly HashSet<RouteEntry> _overlapping = [];

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
        if (a.SoleOwner is not null && a.SoleOwner == b.SoleOwner)
        {
            return;
        }

        Mark(a.Entries, b.Entries);
        Mark(a.RestEntries, b.RestEntries);
        MarkBelow(a.RestEntries, b);
        MarkBelow(b.RestEntries, a);
        JoinLiterals(a, b);
        var hasPlaceholders = a.FirstMixed is not null || a.Parameter is not null;
        for (var literal = hasPlaceholders ? b.FirstLiteral : null; literal is not null; literal = literal.NextSibling)
        {
            JoinWithPlaceholders(literal, a, a.FirstMixed);
        }

        for (var mixed = b.FirstMixed; mixed is not null; mixed = mixed.NextSibling)
        {
            JoinWithPlaceholders(mixed, a, a.FirstMixed);
        }

        if (b.Parameter is not null)
        {
            JoinWithAll(b.Parameter, a);
        }
    }

    /// <summary>Looks for overlaps between routes that take every rest and all those at and below a place.</summary>
    public void FindWithRest(RouteEntry rest, RouteNode node)
    {
        Mark(rest, node.Entries);
        Mark(rest, node.RestEntries);
        MarkBelow(rest, node);
    }

    /// <summary>Joins the equal literals of both and those of <paramref name="a"/> with the text-and-placeholder segments of <paramref name="b"/>.</summary>
    private void JoinLiterals(RouteNode a, RouteNode b)
    {
        for (var literal = a.FirstLiteral; literal is not null; literal = literal.NextSibling)
        {
            if (b.FindLiteral(((LiteralSegment)literal.Segment!).Text) is { } same)
            {
                FindBetween(literal, same);
            }

            for (var mixed = b.FirstMixed; mixed is not null; mixed = mixed.NextSibling)
            {
                if (Overlap(literal.Segment, mixed.Segment!))
                {
                    FindBetween(literal, mixed);
                }
            }
        }
    }

    /// <summary>Joins a child with its siblings' (or the other place's) placeholders.</summary>
    private void JoinWithPlaceholders(RouteNode child, RouteNode parent, RouteNode? firstMixed)
    {
        for (var mixed = firstMixed; mixed is not null; mixed = mixed.NextSibling)
        {
            if (!IsOneOwner(child, mixed) && Overlap(child.Segment!, mixed.Segment!))
            {
                FindBetween(child, mixed);
            }
        }

        if (parent.Parameter is not null)
        {
            FindBetween(child, parent.Parameter);
        }
    }

    private void JoinWithAll(RouteNode parameter, RouteNode parent)
    {
        for (var literal = parent.FirstLiteral; literal is not null; literal = literal.NextSibling)
        {
            FindBetween(literal, parameter);
        }

        for (var mixed = parent.FirstMixed; mixed is not null; mixed = mixed.NextSibling)
        {
            FindBetween(mixed, parameter);
        }

        if (parent.Parameter is not null)
        {
            FindBetween(parent.Parameter, parameter);
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
        for (var entry = chain; entry is not null; entry = entry.Next)
        {
            if (_overlapping.Contains(entry))
            {
                continue;
            }

            for (var other = others; other is not null; other = other.Next)
            {
                if (other.Owner != entry.Owner && entry.Overlaps(other))
                {
                    _overlapping.Add(entry);
                    _overlapping.Add(other);
                    break;
                }
            }
        }
    }

    private static bool IsOneOwner(RouteNode a, RouteNode b) => a.SoleOwner is not null && a.SoleOwner == b.SoleOwner;

    private static bool Overlap(PathSegment a, PathSegment b) => (a, b) switch
    {
        (LiteralSegment literal, MixedSegment mixed) => mixed.Accepts(literal.Text),
        (MixedSegment mixed, LiteralSegment literal) => mixed.Accepts(literal.Text),
        (MixedSegment one, MixedSegment other) => one.Overlaps(other),
        _ => true,
    };
}
