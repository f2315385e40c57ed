using System.Buffers;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>A place in a text that moves forward and knows its line and column. The text has no tabs, no NUL, and no lone carriage return.</summary>
internal sealed class TextCursor(string text)
{
    /// <summary>What <see cref="Current"/> is behind the last character.</summary>
    public const char End = '\0';

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n");

    private int _lineStart;

    public int Position { get; private set; }

    public int Line { get; private set; } = 1;

    /// <summary>Characters between the start of the line and the place.</summary>
    public int Indent => Position - _lineStart;

    public TextPlace Place => new(Line, Indent + 1);

    public char Current => Position < text.Length ? text[Position] : End;

    public char Next => Position + 1 < text.Length ? text[Position + 1] : End;

    public ReadOnlySpan<char> Rest => text.AsSpan(Position);

    /// <summary>What comes behind the spaces at the place.</summary>
    public char Ahead => Rest.IndexOfAnyExcept(' ') is var at and >= 0 ? text[Position + at] : End;

    public bool IsAtEnd => Position >= text.Length;

    public bool IsAtBreak => Current is '\n' or '\r';

    public static bool IsBlank(char c) => c is ' ' or '\n' or '\r' or End;

    /// <summary>The characters from a position to the place.</summary>
    public ReadOnlySpan<char> From(int start) => text.AsSpan(start, Position - start);

    /// <summary>Moves on within the line.</summary>
    public void Skip(int count) => Position += count;

    public void SkipSpaces()
    {
        while (Current == ' ')
        {
            Position++;
        }
    }

    public void SkipBreak()
    {
        Position += Current == '\r' ? 2 : 1;
        Line++;
        _lineStart = Position;
    }

    public void SkipLine()
    {
        var end = Rest.IndexOfAny(Breaks);
        Position = end < 0 ? text.Length : Position + end;
    }

    /// <summary>Goes over spaces, comments and line breaks to what comes next.</summary>
    public void SkipToContent()
    {
        while (true)
        {
            SkipSpaces();
            if (Current == '#')
            {
                SkipLine();
            }

            if (!IsAtBreak)
            {
                return;
            }

            SkipBreak();
        }
    }

    /// <summary>Goes over line breaks and the spaces behind each, from a line's end to text again.</summary>
    /// <returns>How many line breaks.</returns>
    public int SkipBreaks()
    {
        var count = 0;
        while (IsAtBreak)
        {
            SkipBreak();
            SkipSpaces();
            count++;
        }

        return count;
    }
}
