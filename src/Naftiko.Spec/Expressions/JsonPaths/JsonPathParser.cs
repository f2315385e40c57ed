using System.Collections.Immutable;
using Naftiko.Spec.Expressions.JsonPaths.Filters;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>Reads a path and the queries in its filters: RFC 9535 section 2.1 to 2.5, and the lenient forms.</summary>
internal sealed class JsonPathParser(PathCursor cursor)
{
    // Bounds the recursion of an evaluation, which takes one step for each segment.
    private const int MaxSegments = 256;

    private static readonly WildcardSelector s_wildcard = new();

    private Aggregate _aggregate;

    public JsonPath ParsePath()
    {
        var query = cursor.TryTake('$') ? ParseFromRoot() : ParseWithoutRoot();
        if (!cursor.IsAtEnd)
        {
            cursor.SkipWhitespaceBeforeMore();
            throw cursor.Unexpected(_aggregate == Aggregate.None ? "'.', '[' or the end" : "the end of the path after a function");
        }

        return new JsonPath(cursor.Text, query, _aggregate);
    }

    /// <summary>Reads the query of a filter; the cursor stands behind its <c>$</c> or <c>@</c>.</summary>
    public static Query ParseFilterQuery(PathCursor cursor, bool isRelative) =>
        new(new JsonPathParser(cursor).ParseSegments([], isInFilter: true), isRelative);

    private Query ParseFromRoot()
    {
        if (!cursor.IsStrict && cursor.Current == '.' && cursor.EndsAfter(1))
        {
            cursor.Position++;
            return new Query(null, isRelative: false);
        }

        return TryParseFunctionFirst() ?? new Query(ParseSegments([], isInFilter: false), isRelative: false);
    }

    // "id" for "$.id": only where a name or a bracket begins the path, as ".id" might also mean "..id".
    private Query ParseWithoutRoot()
    {
        if (cursor.IsStrict)
        {
            throw cursor.Unexpected("'$'");
        }

        if (cursor.Current == '[')
        {
            return new Query(ParseSegments([], isInFilter: false), isRelative: false);
        }

        if (cursor.Current == '*' || (LiteralReader.IsLenientNamePart(cursor.Current) && !IsCurrentNode()))
        {
            var first = new SegmentDraft([ParseShorthand(isInFilter: false, isDescendant: false)], IsDescendant: false);
            return new Query(ParseSegments([first], isInFilter: false), isRelative: false);
        }

        throw cursor.Unexpected("'$', a name or '['");
    }

    private bool IsCurrentNode() => cursor.Current == '@' && (cursor.Peek(1) is '.' or '[' || cursor.EndsAfter(1));

    // $.sum($.items[*].v), which is $.items[*].v.sum().
    private Query? TryParseFunctionFirst()
    {
        var start = cursor.Position;
        if (cursor.IsStrict || !cursor.TryTake('.') || !TryTakeFunctionName(out var aggregate) || cursor.Current == ')')
        {
            cursor.Position = start;
            return null;
        }

        cursor.SkipWhitespace();
        cursor.Expect('$');
        var query = new Query(ParseSegments([], isInFilter: true), isRelative: false);
        cursor.SkipWhitespace();
        cursor.Expect(')');
        _aggregate = aggregate;
        return query;
    }

    private Segment? ParseSegments(List<SegmentDraft> drafts, bool isInFilter)
    {
        while (true)
        {
            var start = cursor.Position;
            cursor.SkipWhitespace();
            if (cursor.Current is not ('.' or '['))
            {
                cursor.Position = start;
                return Link(drafts);
            }

            if (!isInFilter && TryParseFunctionLast())
            {
                return Link(drafts);
            }

            drafts.Add(ParseSegment(isInFilter));
            if (drafts.Count > MaxSegments)
            {
                throw new JsonPathSyntaxException($"the path has more than {MaxSegments} segments", start);
            }
        }
    }

    private bool TryParseFunctionLast()
    {
        var start = cursor.Position;
        if (cursor.IsStrict || !cursor.TryTake('.') || !TryTakeFunctionName(out _aggregate))
        {
            cursor.Position = start;
            return false;
        }

        cursor.Expect(')');
        return true;
    }

    private bool TryTakeFunctionName(out Aggregate aggregate)
    {
        aggregate = Aggregate.None;
        var start = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current))
        {
            cursor.Position++;
        }

        var name = cursor.From(start).ToString();
        if (name.Length == 0 || !cursor.TryTake('('))
        {
            return false;
        }

        aggregate = name switch
        {
            "length" => Aggregate.Length,
            "sum" => Aggregate.Sum,
            "min" => Aggregate.Min,
            "max" => Aggregate.Max,
            "avg" => Aggregate.Avg,
            _ => throw new JsonPathSyntaxException($"'{name}' is not a function here; length, sum, min, max and avg are", start),
        };
        return true;
    }

    private SegmentDraft ParseSegment(bool isInFilter)
    {
        if (cursor.TryTake('['))
        {
            return new SegmentDraft(ParseBrackets(), IsDescendant: false);
        }

        cursor.Expect('.');
        var isDescendant = cursor.TryTake('.');
        if (isDescendant && cursor.TryTake('['))
        {
            return new SegmentDraft(ParseBrackets(), isDescendant);
        }

        return new SegmentDraft([ParseShorthand(isInFilter, isDescendant)], isDescendant);
    }

    private Selector ParseShorthand(bool isInFilter, bool isDescendant)
    {
        if (cursor.TryTake('*'))
        {
            return s_wildcard;
        }

        var isName = cursor.IsStrict ? LiteralReader.IsNameStart(cursor.Current) : LiteralReader.IsLenientNamePart(cursor.Current);
        if (!isName)
        {
            throw cursor.Unexpected("a name or '*'");
        }

        var name = LiteralReader.ReadName(cursor, allowsSpaces: !isInFilter);
        var isLength = name == "length" && cursor.IsAtEnd && !cursor.IsStrict && !isInFilter && !isDescendant;
        return isLength ? new LengthSelector() : new NameSelector(name);
    }

    private ImmutableArray<Selector> ParseBrackets()
    {
        var selectors = ImmutableArray.CreateBuilder<Selector>();
        do
        {
            cursor.SkipWhitespace();
            selectors.Add(ParseSelector());
            cursor.SkipWhitespace();
        }
        while (cursor.TryTake(','));

        cursor.Expect(']');
        return selectors.ToImmutable();
    }

    private Selector ParseSelector()
    {
        switch (cursor.Current)
        {
            case '\'' or '"':
                return new NameSelector(LiteralReader.ReadString(cursor));
            case '*':
                cursor.Position++;
                return s_wildcard;
            case '?':
                cursor.Position++;
                return new FilterSelector(new FilterParser(cursor).ParseCondition());
            case ':' or '-' or (>= '0' and <= '9'):
                return ParseIndexOrSlice();
            default:
                throw cursor.Unexpected("a quoted name, an index, a slice, '*' or '?'");
        }
    }

    private Selector ParseIndexOrSlice()
    {
        var start = TryReadInteger();
        var afterStart = cursor.Position;
        cursor.SkipWhitespace();
        if (start is { } index && cursor.Current != ':')
        {
            cursor.Position = afterStart;
            return new IndexSelector(index);
        }

        cursor.Expect(':');
        cursor.SkipWhitespace();
        var end = TryReadInteger();
        cursor.SkipWhitespace();
        long? step = null;
        if (cursor.TryTake(':'))
        {
            cursor.SkipWhitespace();
            step = TryReadInteger();
        }

        return new SliceSelector(start, end, step ?? 1);
    }

    private long? TryReadInteger() =>
        cursor.Current == '-' || char.IsAsciiDigit(cursor.Current) ? LiteralReader.ReadInteger(cursor) : null;

    private static Segment? Link(List<SegmentDraft> drafts)
    {
        Segment? next = null;
        for (var index = drafts.Count - 1; index >= 0; index--)
        {
            next = new Segment(drafts[index].Selectors, drafts[index].IsDescendant, next);
        }

        return next;
    }

    private readonly record struct SegmentDraft(ImmutableArray<Selector> Selectors, bool IsDescendant);
}
