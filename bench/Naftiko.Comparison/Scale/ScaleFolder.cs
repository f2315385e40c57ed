using System.Text.RegularExpressions;

namespace Naftiko.Comparison.Scale;

/// <summary>
/// A folder of thousands of capability files: a sample, copied until there are enough. Each copy has namespaces and exposed paths of its own, as the files of
/// different authors have, and all listen on two ports.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">Their size.</param>
internal sealed partial record ScaleFolder(string Path, int Files, long Bytes)
{
    /// <summary>Makes the folder: every file of the sample once, and copies of those that have most tools and routes for their size, as many of them as give so many tools.</summary>
    public static ScaleFolder Make(string sample, string root, int files, int tools)
    {
        var all = SampleFile.Load(sample);
        var repeated = all.OrderByDescending(f => f.Density).ThenBy(f => f.Name, StringComparer.Ordinal).ToList();
        while (repeated.Count > 1 && all.Sum(f => f.Tools) + (repeated.Average(f => f.Tools) * (files - all.Count)) < tools)
        {
            repeated.RemoveAt(repeated.Count - 1);
        }

        long bytes = 0;
        for (var i = 0; i < files; i++)
        {
            var (source, copy) = i < all.Count ? (all[i], 0) : (repeated[(i - all.Count) % repeated.Count], 1 + ((i - all.Count) / repeated.Count));
            var target = System.IO.Path.Combine(root, $"part-{copy}", source.Name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target) ?? root);
            File.WriteAllText(target, Distinct(source.Text, copy));
            bytes += new FileInfo(target).Length;
        }

        return new ScaleFolder(root, files, bytes);
    }

    /// <summary>The text with other names and paths on its exposed side, and its surfaces on two ports.</summary>
    private static string Distinct(string text, int copy)
    {
        var lines = text.Split('\n');
        var column = 0;
        var type = "";
        for (var i = Array.FindIndex(lines, line => line.TrimEnd() == "  exposes:") + 1; i > 0 && i < lines.Length && (lines[i] is "" or [' ', ' ', ..]); i++)
        {
            if (Key().Match(lines[i]) is not { Success: true } key)
            {
                continue;
            }

            var (start, name, value) = (key.Groups["start"].Value, key.Groups["name"].Value, key.Groups["value"].Value);
            column = column == 0 ? start.Length : column;
            if (start.Length == column && name == "type")
            {
                type = value;
            }

            lines[i] = $"{start}{name}: " + name switch
            {
                "path" when value.TrimStart('\'', '"').StartsWith('/') => value.Insert(value.IndexOf('/', StringComparison.Ordinal), $"/part{copy}"),
                "namespace" when start.Length == column => $"{value}-{copy}",
                "port" when start.Length == column => type == "mcp" ? "9090" : "8080",
                _ => value,
            };
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex("""^(?<start> +(?:- )?)(?<name>type|namespace|port|path): (?<value>.+)$""")]
    private static partial Regex Key();
}
