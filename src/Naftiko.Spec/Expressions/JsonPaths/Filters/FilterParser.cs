using System.Collections.Immutable;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>Reads the expression of a filter selector (RFC 9535 section 2.3.5.1), checking types as it goes.</summary>
internal sealed class FilterParser(PathCursor cursor)
{
    public Condition ParseCondition()
    {
        cursor.Enter();
        var alternatives = ImmutableArray.CreateBuilder<Condition>();
        do
        {
            alternatives.Add(ParseAll());
        }
        while (cursor.TryTake("||"));

        cursor.Leave();
        return alternatives.Count == 1 ? alternatives[0] : new AnyCondition(alternatives.ToImmutable());
    }

    private Condition ParseAll()
    {
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        do
        {
            cursor.SkipWhitespace();
            conditions.Add(ParseBasic());
            cursor.SkipWhitespace();
        }
        while (cursor.TryTake("&&"));

        return conditions.Count == 1 ? conditions[0] : new AllCondition(conditions.ToImmutable());
    }

    private Condition ParseBasic()
    {
        if (cursor.TryTake('!'))
        {
            cursor.SkipWhitespace();
            return new NotCondition(cursor.Current == '(' ? ParseParenthesized() : ToTest(ParseTerm()));
        }

        return cursor.Current == '(' ? ParseParenthesized() : ParseComparisonOrTest();
    }

    private Condition ParseParenthesized()
    {
        cursor.Expect('(');
        var condition = ParseCondition();
        cursor.Expect(')');
        return condition;
    }

    private Condition ParseComparisonOrTest()
    {
        var left = ParseTerm();
        var afterLeft = cursor.Position;
        cursor.SkipWhitespace();
        if (TryTakeOperator() is not { } comparisonOperator)
        {
            cursor.Position = afterLeft;
            return ToTest(left);
        }

        var leftOperand = ToComparable(left);
        cursor.SkipWhitespace();
        return new Comparison(leftOperand, comparisonOperator, ToComparable(ParseTerm()));
    }

    private Term ParseTerm()
    {
        var start = cursor.Position;
        switch (cursor.Current)
        {
            case '$' or '@':
                var isRelative = cursor.Current == '@';
                cursor.Position++;
                return new Term(new QueryOperand(JsonPathParser.ParseFilterQuery(cursor, isRelative)), null, start);
            case '\'' or '"':
                return Literal($"\"{JsonEncodedText.Encode(LiteralReader.ReadString(cursor))}\"", start);
            case '-' or (>= '0' and <= '9'):
                return Literal(LiteralReader.ReadNumber(cursor), start);
            case >= 'a' and <= 'z':
                return ParseWord();
            default:
                throw cursor.Unexpected("a query, a literal or a function");
        }
    }

    private Term ParseWord()
    {
        var start = cursor.Position;
        while (char.IsAsciiLetterLower(cursor.Current) || char.IsAsciiDigit(cursor.Current) || cursor.Current == '_')
        {
            cursor.Position++;
        }

        var word = cursor.From(start).ToString();
        if (cursor.TryTake('('))
        {
            return ParseFunction(word, start);
        }

        return word is "true" or "false" or "null"
            ? Literal(word, start)
            : throw new JsonPathSyntaxException($"'{word}' is neither true, false, null nor a function", start);
    }

    private Term ParseFunction(string name, int start)
    {
        cursor.Enter();
        var arguments = ParseArguments();
        cursor.Leave();
        var expected = name is "match" or "search" ? 2 : 1;
        if (name is not ("length" or "count" or "value" or "match" or "search"))
        {
            throw new JsonPathSyntaxException($"'{name}' is not a function; length, count, value, match and search are", start);
        }

        if (arguments.Count != expected)
        {
            throw new JsonPathSyntaxException($"{name}() takes {expected} argument(s), not {arguments.Count}", start);
        }

        return name switch
        {
            "length" => new Term(new LengthOperand(ToComparable(arguments[0])), null, start),
            "count" => new Term(new CountOperand(ToNodes(arguments[0], name)), null, start),
            "value" => new Term(new ValueOperand(ToNodes(arguments[0], name)), null, start),
            _ => new Term(null, new PatternCondition(ToComparable(arguments[0]), ToComparable(arguments[1]), isWhole: name == "match"), start),
        };
    }

    private List<Term> ParseArguments()
    {
        var arguments = new List<Term>();
        cursor.SkipWhitespace();
        if (cursor.TryTake(')'))
        {
            return arguments;
        }

        do
        {
            cursor.SkipWhitespace();
            arguments.Add(ParseTerm());
            cursor.SkipWhitespace();
        }
        while (cursor.TryTake(','));

        cursor.Expect(')');
        return arguments;
    }

    private ComparisonOperator? TryTakeOperator() => cursor switch
    {
        _ when cursor.TryTake("==") => ComparisonOperator.Equal,
        _ when cursor.TryTake("!=") => ComparisonOperator.NotEqual,
        _ when cursor.TryTake("<=") => ComparisonOperator.LessOrEqual,
        _ when cursor.TryTake(">=") => ComparisonOperator.GreaterOrEqual,
        _ when cursor.TryTake('<') => ComparisonOperator.Less,
        _ when cursor.TryTake('>') => ComparisonOperator.Greater,
        _ => null,
    };

    private static Term Literal(string json, int start) => new(new LiteralOperand(JsonElement.Parse(json)), null, start);

    private static Condition ToTest(Term term) => term switch
    {
        { Condition: { } condition } => condition,
        { Operand: QueryOperand operand } => new ExistsCondition(operand.Query),
        { Operand: LiteralOperand } => throw new JsonPathSyntaxException("a literal must be compared with something", term.Start),
        _ => throw new JsonPathSyntaxException("the result of this function must be compared with something", term.Start),
    };

    private static Operand ToComparable(Term term) => term.Operand switch
    {
        null => throw new JsonPathSyntaxException("match() and search() are conditions, not values", term.Start),
        QueryOperand { Query.IsSingular: false } => throw new JsonPathSyntaxException("this query may select several nodes; one value is needed here", term.Start),
        { } operand => operand,
    };

    private static Query ToNodes(Term term, string function) => term.Operand is QueryOperand operand
        ? operand.Query
        : throw new JsonPathSyntaxException($"the argument of {function}() must be a query", term.Start);

    /// <summary>What stands at one place: an operand, or a condition where it is a function of LogicalType.</summary>
    private readonly record struct Term(Operand? Operand, Condition? Condition, int Start);
}
