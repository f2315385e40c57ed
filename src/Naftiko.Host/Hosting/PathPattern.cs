using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting;

/// <summary>The path of an exposed operation, compiled: literal segments, placeholders and constants of its query.</summary>
internal sealed class PathPattern
{
    private readonly string[] _names;
    private readonly int[]? _slots;

    internal PathPattern(string text, PathSegment[] segments, QueryCondition[] query, List<string> placeholders)
    {
        Text = text;
        Segments = segments;
        Query = query;
        PlaceholderCount = placeholders.Count;
        _names = placeholders.Distinct(StringComparer.Ordinal).ToArray();
        if (_names.Length < placeholders.Count)
        {
            _slots = placeholders.Select(name => Array.IndexOf(_names, name)).ToArray();
        }
    }

    /// <summary>The path as the file writes it.</summary>
    public string Text { get; }

    /// <summary>The placeholders' names in order of appearance, without repeats.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The constants of the path's query: conditions of a match.</summary>
    public QueryCondition[] Query { get; }

    internal PathSegment[] Segments { get; }

    /// <summary>How many placeholders the path has, repeats included.</summary>
    internal int PlaceholderCount { get; }

    /// <summary>Whether the first segment is literal text, as a bare route's must be.</summary>
    internal bool BeginsWithLiteral => Segments is [LiteralSegment, ..];

    /// <summary>Compiles a path such as <c>/v1/groups/{issue-id}/x?Action=Run</c>. Every text is some pattern: braces that enclose nothing are text.</summary>
    public static PathPattern Parse(string text) => PathParser.Parse(text);

    /// <summary>Cuts the placeholders' raw text out of a matched path; false when a placeholder that occurs twice stands for two texts.</summary>
    internal bool TryTake(ReadOnlySpan<char> path, ReadOnlySpan<Slice> captures, out string[] values)
    {
        values = _names.Length == 0 ? [] : new string[_names.Length];
        for (var i = 0; i < captures.Length; i++)
        {
            var text = path.Slice(captures[i].Start, captures[i].Length);
            var slot = _slots is null ? i : _slots[i];
            if (values[slot] is { } earlier && !text.SequenceEqual(earlier))
            {
                return false;
            }

            values[slot] ??= text.ToString();
        }

        return true;
    }
}
