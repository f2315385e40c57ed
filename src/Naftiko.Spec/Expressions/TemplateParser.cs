namespace Naftiko.Spec.Expressions;

/// <summary>Parses a <see cref="Template"/>. An opening delimiter that is never closed is plain text, as in the reference.</summary>
internal sealed class TemplateParser(string text, bool isPath)
{
    private const int MaxSectionDepth = 16;

    private int _position;

    public string? Error { get; private set; }

    public List<TemplatePart> Parse() => ParseBody(null, 0);

    private List<TemplatePart> ParseBody(string? section, int depth)
    {
        var parts = new List<TemplatePart>();
        var textStart = _position;
        while (Error is null && _position < text.Length)
        {
            var (length, name, notation) = Tag();
            if (length == 0)
            {
                _position++;
                continue;
            }

            Flush(parts, textStart);
            var source = text.Substring(_position, length);
            _position += length;
            textStart = _position;
            if (notation != HoleNotation.Mustache || name[0] is not ('#' or '^' or '/' or '!' or '>' or '='))
            {
                parts.Add(new HolePart(name.TrimStart('&').Trim(), notation, source));
                continue;
            }

            var argument = name[1..].Trim();
            switch (name[0])
            {
                case '!':
                    break;
                case '/' when argument == section:
                    return parts;
                case '/':
                    Error = $"'{{{{/{argument}}}}}' closes a section that is not open";
                    break;
                case '#' or '^' when depth == MaxSectionDepth:
                    Error = $"sections nest deeper than {MaxSectionDepth}";
                    break;
                case '#' or '^':
                    parts.Add(new SectionPart(argument, name[0] == '^', ParseBody(argument, depth + 1)));
                    textStart = _position;
                    break;
                default:
                    Error = $"'{{{{{name[0]}' is not supported: there are no partials and no delimiter changes";
                    break;
            }
        }

        if (section is not null)
        {
            Error ??= $"the section '{{{{#{section}}}}}' is never closed";
        }

        Flush(parts, textStart);
        return parts;
    }

    /// <summary>The tag that begins here: its whole length (0: none), what is between its delimiters, and its notation.</summary>
    private (int Length, string Name, HoleNotation Notation) Tag()
    {
        var rest = text.AsSpan(_position);
        if (rest.StartsWith("{{{"))
        {
            return Between(rest, 3, "}}}", HoleNotation.Mustache) is { Length: > 0 } triple ? triple : Between(rest, 2, "}}", HoleNotation.Mustache);
        }

        if (rest.StartsWith("{{"))
        {
            return Between(rest, 2, "}}", HoleNotation.Mustache);
        }

        if (rest.StartsWith("${{"))
        {
            // `${{x}}` is text before a Mustache tag.
            return default;
        }

        if (rest.StartsWith("${"))
        {
            return Between(rest, 2, "}", HoleNotation.Dollar);
        }

        if (isPath && rest.StartsWith("{+"))
        {
            return Between(rest, 2, "}", HoleNotation.Reserved);
        }

        return isPath && rest[0] == '{' ? Between(rest, 1, "}", HoleNotation.Brace) : default;
    }

    private static (int Length, string Name, HoleNotation Notation) Between(ReadOnlySpan<char> rest, int open, string close, HoleNotation notation)
    {
        var end = rest[open..].IndexOf(close, StringComparison.Ordinal);
        if (end < 0)
        {
            return default;
        }

        var name = rest.Slice(open, end).Trim();
        var isName = name.Length > 0 && !name.Contains('\n') && name.IndexOfAny('{', '}') < 0;
        return isName || (name.Length > 0 && name[0] == '!') ? (open + end + close.Length, name.ToString(), notation) : default;
    }

    private void Flush(List<TemplatePart> parts, int start)
    {
        // When a tag closes a section, _position is already behind it; the caller has flushed before moving on.
        if (_position > start)
        {
            parts.Add(new TextPart(text[start.._position]));
        }
    }
}
