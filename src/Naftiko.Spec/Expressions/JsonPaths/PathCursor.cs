namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>The place in a path's text while it is parsed, shared by the readers of queries, filters and literals.</summary>
internal sealed class PathCursor
{
    // Parentheses, function arguments and filters within filters; far beyond what a person writes.
    private const int MaxDepth = 64;

    // RFC 9535 section 2.1.1; other Unicode spaces may be part of a name.
    private const string Whitespace = " \t\n\r";

    private readonly string _text;
    private readonly int _end;
    private int _depth;

    public PathCursor(string text, bool isStrict)
    {
        _text = text;
        IsStrict = isStrict;
        _end = isStrict ? text.Length : text.AsSpan().TrimEnd(Whitespace).Length;
        Position = isStrict ? 0 : Math.Min(text.Length - text.AsSpan().TrimStart(Whitespace).Length, _end);
    }

    public string Text => _text;

    public bool IsStrict { get; }

    public int Position { get; set; }

    public bool IsAtEnd => Position >= _end;

    /// <summary>The character here; NUL at the end, which no rule accepts.</summary>
    public char Current => Peek(0);

    public char Peek(int distance) => Position + distance < _end ? _text[Position + distance] : '\0';

    public ReadOnlySpan<char> From(int start) => _text.AsSpan(start, Position - start);

    public bool EndsAfter(int distance) => Position + distance >= _end;

    public bool TryTake(char character)
    {
        if (IsAtEnd || Current != character)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool TryTake(string characters)
    {
        if (!_text.AsSpan(Position, _end - Position).StartsWith(characters, StringComparison.Ordinal))
        {
            return false;
        }

        Position += characters.Length;
        return true;
    }

    public void Expect(char character)
    {
        if (!TryTake(character))
        {
            throw Unexpected($"'{character}'");
        }
    }

    public void SkipWhitespace()
    {
        while (!IsAtEnd && Whitespace.Contains(Current))
        {
            Position++;
        }
    }

    /// <summary>Moves to the next character that is no whitespace, so that an error points at it; stays where there is none.</summary>
    public void SkipWhitespaceBeforeMore()
    {
        var start = Position;
        SkipWhitespace();
        Position = IsAtEnd ? start : Position;
    }

    public void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"the path is nested more than {MaxDepth} levels deep");
        }
    }

    public void Leave() => _depth--;

    public JsonPathSyntaxException Error(string message) => new(message, Position);

    /// <summary>An error that says what was wanted here and what stands here.</summary>
    public JsonPathSyntaxException Unexpected(string wanted)
    {
        if (IsAtEnd)
        {
            return Error($"{wanted} is expected, but the path ends here");
        }

        var found = char.IsControl(Current) || char.IsSurrogate(Current) ? $"U+{(int)Current:X4}" : $"'{Current}'";
        return Error($"{wanted} is expected, not {found}");
    }
}
