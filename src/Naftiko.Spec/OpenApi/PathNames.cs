using System.Text.RegularExpressions;

namespace Naftiko.Spec.OpenApi;

/// <summary>
/// A path with placeholders as capability files name them. Their names are never sent, so they may differ from the document's: they have letters,
/// digits and underscores only, and none is also the name of another parameter.
/// </summary>
internal sealed partial class PathNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private PathNames(string path, IReadOnlyDictionary<string, string> prefixes, HashSet<string> taken)
    {
        Path = Placeholder().Replace(path, match => prefixes.GetValueOrDefault(match.Groups[1].Value) + Rename(match.Groups[1].Value, taken));
    }

    public string Path { get; }

    /// <param name="path">The document's path.</param>
    /// <param name="inputs">The inputs of its operations.</param>
    public static PathNames Of(string path, IReadOnlyList<ImportedInput> inputs)
    {
        var prefixes = inputs.Where(i => i.In == "path").DistinctBy(i => i.Name).ToDictionary(i => i.Name, i => i.PathPrefix, StringComparer.Ordinal);
        return new PathNames(path.StartsWith('/') ? path : $"/{path}", prefixes, inputs.Where(i => i.In != "path").Select(i => i.Name).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What the placeholder is called here; null when the path has none of that name.</summary>
    public string? Find(string name) => _names.GetValueOrDefault(name);

    private string Rename(string written, HashSet<string> taken)
    {
        // {+path} and {path*} (RFC 6570) keep their slashes.
        var original = written.Trim('+', '*');
        if (!_names.TryGetValue(original, out var name))
        {
            name = Other().Replace(original, "_");
            while (!taken.Add(name))
            {
                name = $"path_{name}";
            }

            _names.Add(original, name);
        }

        return original.Length == written.Length ? $"{{{name}}}" : $"{{+{name}}}";
    }

    [GeneratedRegex(@"\{([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[^A-Za-z0-9_-]", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
