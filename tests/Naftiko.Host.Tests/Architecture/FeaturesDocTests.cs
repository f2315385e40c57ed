using System.Text.RegularExpressions;

namespace Naftiko.Host.Tests.Architecture;

/// <summary><c>docs/features.md</c>: what it calls supported is proven by files that exist.</summary>
public sealed partial class FeaturesDocTests
{
    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. Repository.ReadLines("docs/features.md")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| feature |", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Rows_SayWhetherAndSinceWhen()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Assert.Equal(4, row.Length));
        Assert.All(Rows, row => Assert.Matches("^(yes|partly: .+|no: .+)$", row[1]));
        Assert.All(Rows, row => Assert.Equal(row[1].StartsWith("no", StringComparison.Ordinal), row[2].Length == 0));
    }

    [Fact]
    public void Rows_AreProvenByFilesThatExist()
    {
        Assert.All(Rows, row => Assert.NotEmpty(Link().Matches(row[3])));
        var missing = Rows.SelectMany(row => Link().Matches(row[3])).Select(link => link.Groups[1].Value)
            .Where(target => !target.StartsWith("../tests/", StringComparison.Ordinal) || !File.Exists(Repository.PathOf("docs/" + target)));
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
