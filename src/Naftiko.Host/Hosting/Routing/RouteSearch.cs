using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>One search through a <see cref="RouteTree"/>, best branch first, stepping back where a branch leads nowhere.</summary>
internal ref struct RouteSearch(string method, RequestTarget target, Visitor visitor, Span<Slice> captures)
{
    private readonly RequestTarget _target = target;
    private readonly Span<Slice> _captures = captures;
    private List<string>? _allowed;
    private RouteEntry? _entry;
    private string[] _placeholders = [];

    public readonly RouteMatch Found => new(_entry, _placeholders, _entry is null ? _allowed : null);

    /// <summary>Tries a place with what is left of the path; <paramref name="captured"/> placeholders are filled already.</summary>
    public bool Visit(RouteNode node, int position, int captured)
    {
        var path = _target.Path;
        if (RequestTarget.IsEnd(path, position))
        {
            return Choose(node.Entries, captured);
        }

        var end = RequestTarget.EndOfSegment(path, position);
        var segment = path[(position + 1)..end];
        if (segment.IsEmpty)
        {
            return false;
        }

        var literal = segment.Contains('%') ? node.FindLiteral(PathText.Decode(segment)) : node.FindLiteral(segment);
        if (literal is not null && Visit(literal, end, captured))
        {
            return true;
        }

        if (node.FirstMixed is not null && VisitMixed(node.FirstMixed, position, end, captured))
        {
            return true;
        }

        if (node.Parameter is not null)
        {
            _captures[captured] = new Slice(position + 1, segment.Length);
            if (Visit(node.Parameter, end, captured + 1))
            {
                return true;
            }
        }

        return node.RestEntries is not null && VisitRest(node.RestEntries, position, captured);
    }

    private bool VisitMixed(RouteNode first, int position, int end, int captured)
    {
        var segment = _target.Path[(position + 1)..end];
        for (var node = first; node is not null; node = node.NextSibling)
        {
            var mixed = (MixedSegment)node.Segment!;
            var slices = _captures.Slice(captured, mixed.PlaceholderCount);
            if (!mixed.TryMatch(segment, slices))
            {
                continue;
            }

            foreach (ref var slice in slices)
            {
                slice = slice with { Start = slice.Start + position + 1 };
            }

            if (Visit(node, end, captured + mixed.PlaceholderCount))
            {
                return true;
            }
        }

        return false;
    }

    private bool VisitRest(RouteEntry entries, int position, int captured)
    {
        _captures[captured] = new Slice(position + 1, _target.Path.Length - position - 1);
        return Choose(entries, captured + 1);
    }

    private bool Choose(RouteEntry? first, int captured)
    {
        RouteEntry? best = null;
        var bestScore = 0;
        for (var entry = first; entry is not null; entry = entry.Next)
        {
            if (!entry.Owner.Scope.Covers(visitor) || !entry.IsMetBy(_target.Query))
            {
                continue;
            }

            var fit = entry.FitOf(method);
            var score = fit == 0 ? 0 : (entry.Route.Path.Query.Length * 4) + fit;
            if (fit == 0)
            {
                Allow(entry.Route.Method);
            }
            else if (score > bestScore)
            {
                (best, bestScore) = (entry, score);
            }
        }

        if (best is null || !best.Route.Path.TryTake(_target.Path, _captures[..captured], out var placeholders))
        {
            return false;
        }

        (_entry, _placeholders) = (best, placeholders);
        return true;
    }

    private void Allow(string other)
    {
        _allowed ??= [];
        if (!_allowed.Contains(other))
        {
            _allowed.Add(other);
        }
    }
}
