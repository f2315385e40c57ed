namespace Naftiko.Spec.Sources;

/// <summary>A file's text and the path that diagnostics name it by. Not a record: printing one must not print a file of secrets.</summary>
public sealed class SourceText(string path, string text)
{
    /// <summary>The path as the user gave it or as it was found below a given folder.</summary>
    public string Path { get; } = path;

    /// <summary>The decoded text, without a byte order mark.</summary>
    public string Text { get; } = text;

    /// <summary>The place of <paramref name="length"/> characters from <paramref name="start"/>; CR, LF and CRLF end lines.</summary>
    public SourceSpan SpanAt(int start, int length)
    {
        var (line, column) = Advance(1, 1, Text.AsSpan(0, start));
        var (endLine, endColumn) = Advance(line, column, Text.AsSpan(start, length));
        return new SourceSpan(Path, line, column, endLine, endColumn);
    }

    public override string ToString() => Path;

    private static (int Line, int Column) Advance(int line, int column, ReadOnlySpan<char> text)
    {
        for (var end = text.IndexOfAny('\r', '\n'); end >= 0; end = text.IndexOfAny('\r', '\n'))
        {
            text = text[(text[end..].StartsWith("\r\n") ? end + 2 : end + 1)..];
            line++;
            column = 1;
        }

        return (line, column + text.Length);
    }
}
