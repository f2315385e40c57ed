using System.Text;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>Turns the text of a path into its pattern.</summary>
internal static class PathParser
{
    /// <summary>Placeholders that span segments at the end of a path without the <c>+</c> (docs/dialects.md).</summary>
    private static readonly HashSet<string> SpanningNames = new(["path", "filepath", "file_path", "wildcard"], StringComparer.OrdinalIgnoreCase);

    public static PathPattern Parse(string text)
    {
        // A fragment never reaches a server; it only told paths of an OpenAPI document apart.
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        var path = fragment < 0 ? text : text[..fragment];
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? [] : ParseQuery(path[(mark + 1)..]);
        var parts = (mark < 0 ? path : path[..mark]).Split('/', StringSplitOptions.RemoveEmptyEntries);

        var names = new List<string>();
        var segments = new PathSegment[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            segments[i] = ParseSegment(parts[i], i == parts.Length - 1, names);
        }

        return new PathPattern(text, segments, query, names);
    }

    private static PathSegment ParseSegment(string part, bool isLast, List<string> names)
    {
        var literals = new List<string>();
        var literal = new StringBuilder();
        var spans = false;
        for (var i = 0; i < part.Length;)
        {
            if (!TryReadPlaceholder(part, i, out var name, out var plus, out var end))
            {
                literal.Append(part[i++]);
                continue;
            }

            names.Add(name);
            spans = plus || SpanningNames.Contains(name);
            literals.Add(PathText.Decode(literal.ToString()));
            literal.Clear();
            i = end;
        }

        literals.Add(PathText.Decode(literal.ToString()));
        return literals switch
        {
            [var text] => new LiteralSegment(text),
            ["", ""] => isLast && spans ? RestSegment.Instance : ParameterSegment.Instance,
            _ => new MixedSegment([.. literals]),
        };
    }

    /// <summary>Reads <c>{x}</c>, <c>{{x}}</c> or <c>{+x}</c> at a position.</summary>
    private static bool TryReadPlaceholder(string part, int start, out string name, out bool plus, out int end)
    {
        (name, plus, end) = ("", false, start);
        var isDouble = string.CompareOrdinal(part, start, "{{", 0, 2) == 0;
        if (part[start] != '{')
        {
            return false;
        }

        var open = isDouble ? 2 : 1;
        var close = part.IndexOf(isDouble ? "}}" : "}", start + open, StringComparison.Ordinal);
        if (close < 0)
        {
            return false;
        }

        name = part[(start + open)..close].Trim();
        plus = name.StartsWith('+');
        name = plus ? name[1..].Trim() : name;
        end = close + open;
        return name.Length > 0 && !name.Contains('{', StringComparison.Ordinal);
    }

    /// <summary>The constants; a value with a placeholder is an input and no condition.</summary>
    private static QueryCondition[] ParseQuery(string query) =>
    [
        .. query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.Contains('{', StringComparison.Ordinal))
            .Select(pair => pair.Split('=', 2))
            .Select(pair => new QueryCondition(Unescape(pair[0]), pair.Length > 1 ? Unescape(pair[1]) : null))
            .DistinctBy(condition => condition.Key, StringComparer.Ordinal),
    ];

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
