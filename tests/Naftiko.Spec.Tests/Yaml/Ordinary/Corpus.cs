using System.Text.RegularExpressions;

namespace Naftiko.Spec.Tests.Yaml.Ordinary;

/// <summary>The YAML there is: the repository's files, the blocks of its cases, and published files where a checkout has them beside it.</summary>
internal static partial class Corpus
{
    public static IReadOnlyList<string> Repository { get; } =
        [.. TextsOf("capabilities", "*.y*ml"), .. TextsOf("samples", "*.y*ml"), .. TextsOf("tests/Cases", "*.md").SelectMany(BlocksOf)];

    public static IReadOnlyList<string> Published { get; } = [.. TextsOf("../shared/data", "*.y*ml")];

    private static IEnumerable<string> TextsOf(string folder, string pattern)
    {
        var path = Path.Combine(Root(), folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
    }

    private static IEnumerable<string> BlocksOf(string markdown) => Block().Matches(markdown).Select(block => block.Groups[1].Value);

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NaftikoRuntime.sln")))
        {
            root = root.Parent;
        }

        return root?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex("^```(?:yaml|json)[^\n]*\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
