using System.Text.RegularExpressions;

namespace Naftiko.Comparison.Scale;

/// <summary>
/// A folder of thousands of capability files: a sample, copied until there are enough. Each copy has namespaces and exposed paths of its own, as the files of
/// different authors have.
/// </summary>
/// <param name="Path">The folder.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Bytes">Their size.</param>
internal sealed partial record ScaleFolder(string Path, int Files, long Bytes)
{
    public static ScaleFolder Make(IReadOnlyList<string> sample, string root, int files)
    {
        var texts = sample.Select(File.ReadAllText).ToList();
        long bytes = 0;
        for (var i = 0; i < files; i++)
        {
            var copy = i / sample.Count;
            var source = sample[i % sample.Count];
            var folder = System.IO.Path.Combine(root, $"part-{copy}", System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(source)) ?? "");
            Directory.CreateDirectory(folder);
            var target = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(source));
            File.WriteAllText(target, Distinct(texts[i % sample.Count], copy));
            bytes += new FileInfo(target).Length;
        }

        return new ScaleFolder(root, files, bytes);
    }

    /// <summary>The text with other names and paths on its exposed side, and all of its surfaces on two ports.</summary>
    private static string Distinct(string text, int copy)
    {
        var at = text.IndexOf("\n  exposes:", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var exposes = Port().Replace(text[at..], surface => $"{surface.Groups[1].Value}port: {(surface.Value.Contains("type: mcp", StringComparison.Ordinal) ? 9090 : 8080)}");
        return text[..at] + ExposedPath().Replace(Namespace().Replace(exposes, $"$1-{copy}"), $"$1/part{copy}/");
    }

    [GeneratedRegex("""^(  (?:- |  )namespace: [A-Za-z0-9._-]+)""", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("""^( +(?:- )?path: ['"]?)/""", RegexOptions.Multiline)]
    private static partial Regex ExposedPath();

    /// <summary>From the type of a surface to its port.</summary>
    [GeneratedRegex("""^(  - type: \w+$(?:\n    [^\n]*$)*?\n    )port: \d+$""", RegexOptions.Multiline)]
    private static partial Regex Port();
}
