using System.Text.RegularExpressions;

namespace Naftiko.Host.Exposes.Rest.OpenApi;

/// <summary>The path of an exposed operation as OpenAPI writes it: every placeholder <c>{name}</c>, without query and fragment.</summary>
internal sealed partial class DocumentedPath
{
    private DocumentedPath(string template, IReadOnlyList<string> names, IReadOnlyList<KeyValuePair<string, string?>> constants, string query)
    {
        Template = template;
        Names = names;
        Constants = constants;
        Query = query;
        Signature = Placeholder().Replace(template, "{}");
    }

    public string Template { get; }

    /// <summary>The placeholders' names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Equal for paths that OpenAPI takes for the same: those that differ in the names of placeholders only.</summary>
    public string Signature { get; }

    /// <summary>The constants of the path's query, which a request must carry to match; null: any value will do.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Constants { get; }

    /// <summary>The query as the file writes it, without <c>?</c>.</summary>
    public string Query { get; }

    public static DocumentedPath Parse(string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        var sent = fragment < 0 ? path : path[..fragment];
        var mark = sent.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : sent[(mark + 1)..];
        var names = new List<string>();
        var template = Placeholder().Replace(mark < 0 ? sent : sent[..mark], match =>
        {
            names.Add(match.Groups["name"].Value);
            return $"{{{names[^1]}}}";
        });
        return new DocumentedPath(template.StartsWith('/') ? template : $"/{template}", names, [.. ConstantsOf(query)], query);
    }

    private static IEnumerable<KeyValuePair<string, string?>> ConstantsOf(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.Contains('{', StringComparison.Ordinal))
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : null))
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{\s*\+?\s*(?<name>[^{}]+?)\s*\}\}|\{\s*\+?\s*(?<name>[^{}]+?)\s*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
