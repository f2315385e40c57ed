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
    public void Paths_Exist(string document)
    {
        var paths = Code().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value)
            .Where(code => !code.Contains(' ', StringComparison.Ordinal) && Roots.Any(root => code.StartsWith(root, StringComparison.Ordinal)))
            .Distinct();
        Assert.DoesNotContain(paths, path => !Path.Exists(Repository.PathOf(path)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var targets = Link().Matches(Repository.Read(document)).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));
        Assert.DoesNotContain(targets, target => !Path.Exists(Path.Combine(folder, target)));
    }

    [Fact]
    public void Architecture_NamesPathsAtAll() =>
        Assert.True(Code().Matches(Repository.Read("docs/architecture.md")).Count(match => match.Groups[1].Value.StartsWith("src/", StringComparison.Ordinal)) >= 20);

    [Fact]
    public void Architecture_TypesOfItsTable_Exist()
    {
        var types = Repository.SourceFiles.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var named = TypeRow().Matches(Repository.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, named.Count);
        Assert.DoesNotContain(named, name => !types.Contains(name));
    }

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex TypeRow();
}
