namespace Naftiko.Engine.Formats;

/// <summary>
/// Looks through Markdown before it is parsed. What is left open (links, emphasis, blocks in blocks) costs the parser a time that grows with the
/// square of its number; the guard adds up the squares and refuses what would take seconds. Its own time grows with the text.
/// </summary>
internal sealed class MarkdownGuard
{
    // A second or two; a book of 10 MiB takes a third of it.
    private const long MaxWork = 100_000_000;
    private const long WorkOfBlock = 1_000;

    private long _work;
    private long _definitions;
    private bool _isTable;

    /// <exception cref="MalformedBodyException">The text would take too long.</exception>
    public static void Check(string text)
    {
        var guard = new MarkdownGuard();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = guard.EndOfBlock(rest);
            guard.Inlines(rest[..end]);
            foreach (var line in rest[..end].EnumerateLines())
            {
                guard.Line(line);
            }

            rest = rest[end..];
        }

        guard.Spend(guard._definitions * guard._definitions);
    }

    /// <summary>Behind the next blank line or row of a table, or before the next item of a list: no paragraph, heading or cell goes on there.</summary>
    private int EndOfBlock(ReadOnlySpan<char> text)
    {
        var at = 0;
        var before = ReadOnlySpan<char>.Empty;
        while (at < text.Length)
        {
            var length = text[at..].IndexOf('\n');
            var line = length < 0 ? text[at..] : text.Slice(at, length);
            if (at > 0 && line is ['-' or '*' or '+', ' ', not (' ' or '\t' or '\r'), ..])
            {
                break;
            }

            at = length < 0 ? text.Length : at + length + 1;

            // A line that begins with a bar begins no other block.
            _isTable = line is ['|', ..] && (_isTable || (before is ['|', ..] && MarkdownTables.IsRule(line, before)));
            if (_isTable || line.IsWhiteSpace())
            {
                break;
            }

            before = line;
        }

        return at;
    }

    private void Line(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart();
        _definitions += start is ['[', ..] && start.Contains("]:", StringComparison.Ordinal) ? 1 : 0;

        // Marks of quotes and lists one behind the other are blocks in blocks.
        var marks = 0L;
        foreach (var c in start)
        {
            if (c is '>' or '-' or '*' or '+' or '.' or ')')
            {
                marks++;
            }
            else if (c is not (' ' or '\t') && !char.IsAsciiDigit(c))
            {
                break;
            }
        }

        Spend(8 * marks * marks);
    }

    private void Inlines(ReadOnlySpan<char> text)
    {
        var open = 0L;
        var runs = 0L;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    open++;
                    break;
                case ']':
                    open = Math.Max(0, open - 1);
                    if (i + 1 < text.Length && text[i + 1] == '(')
                    {
                        Spend(LengthOfTarget(text[(i + 2)..]));
                    }

                    break;
                case '*' or '_' when i == 0 || text[i - 1] != text[i]:
                    runs++;
                    break;
            }
        }

        Spend(WorkOfBlock + (4 * open * open) + (runs * runs));
    }

    /// <summary>How far the parser looks for the end of a link's target: to the parenthesis that closes it, or to the end.</summary>
    private static int LengthOfTarget(ReadOnlySpan<char> text)
    {
        var depth = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return i;
            }
        }

        return text.Length;
    }

    private void Spend(long work)
    {
        _work += work;
        if (_work > MaxWork)
        {
            throw new MalformedBodyException("too much of it is left open: links, emphases, blocks within blocks");
        }
    }
}
