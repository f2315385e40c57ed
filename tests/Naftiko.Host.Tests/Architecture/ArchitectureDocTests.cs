using System.Text.RegularExpressions;

namespace Naftiko.Host.Tests.Architecture;

/// <summary>The documents point at files and types that exist.</summary>
public sealed partial class ArchitectureDocTests
{
    /// <summary>Folders that a path in a document may begin with; what begins otherwise is no path of this repository.</summary>
    private static readonly string[] Roots = ["src/", "tests/", "docs/", "samples/", "capabilities/", "bench/"];

    public static TheoryData<string> Documents => [.. Repository.Files("docs", "*.md"), "README.md", "CONTRIBUTING.md", .. Repository.Files("samples", "*.md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_Exist(string document) => Assert.DoesNotContain(PathsOf(document), path => !Path.Exists(Repository.PathOf(path)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var targets = Link().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value);
        Assert.DoesNotContain(targets, target => !IsElsewhere(target) && !Path.Exists(Path.Combine(folder, target)));
    }

    [Fact]
    public void Architecture_NamesPathsAtAll() => Assert.True(PathsOf("docs/architecture.md").Count() >= 20);

    [Fact]
    public void Architecture_TypesOfItsTable_Exist()
    {
        var types = Repository.SourceFiles.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var named = TypeRow().Matches(Repository.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, named.Count);
        Assert.DoesNotContain(named, name => !types.Contains(name));
    }

    /// <summary>What stands in backticks and begins with one of our folders.</summary>
    private static IEnumerable<string> PathsOf(string document) => Code().Matches(Repository.Read(document))
        .Select(match => match.Groups[1].Value)
        .Where(code => !code.Contains(' ', StringComparison.Ordinal) && Array.Exists(Roots, root => code.StartsWith(root, StringComparison.Ordinal)))
        .Distinct();

    private static bool IsElsewhere(string link) => link.Contains("://", StringComparison.Ordinal);

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex TypeRow();
}
