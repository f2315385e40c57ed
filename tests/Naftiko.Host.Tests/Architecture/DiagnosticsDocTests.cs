using System.Text.RegularExpressions;
using Naftiko.Host.Diagnostics;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Architecture;

/// <summary><c>docs/diagnostics.md</c> and the descriptors in the code say the same.</summary>
public sealed partial class DiagnosticsDocTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors = DiagnosticCatalogue.All;

    [Fact]
    public void Headings_AreTheDescriptors()
    {
        var written = Repository.ReadLines("docs/diagnostics.md").Where(line => line.StartsWith("### ", StringComparison.Ordinal));
        var declared = Descriptors.Select(d => $"### {d.Id} · {d.Severity.ToString().ToLowerInvariant()} · {d.Title}");
        Assert.Equal(declared, written);
    }

    [Fact]
    public void Entries_HaveAnExampleAndItsCure()
    {
        var entries = Repository.Read("docs/diagnostics.md").ReplaceLineEndings("\n").Split("\n### ")[1..];
        Assert.All(entries, entry => Assert.Matches(ExampleWithCure(), entry));
    }

    [Fact]
    public void Entries_SayWhatIsStrict()
    {
        var strict = Repository.Read("docs/diagnostics.md").ReplaceLineEndings("\n").Split("\n### ")[1..].Where(entry => entry.Split('\n')[1].StartsWith("*Strict.*", StringComparison.Ordinal)).Select(entry => entry[..7]);
        Assert.Equal(Descriptors.Where(d => d.IsDeviation).Select(d => d.Id), strict);
    }

    [Fact]
    public void Lists_HaveEveryDescriptorOfTheSource()
    {
        var declared = Repository.SourceFiles.SelectMany(file => Declaration().Matches(Repository.Read(file))).Select(match => match.Groups[1].Value);
        Assert.Equal(declared.Order(StringComparer.Ordinal), Descriptors.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_AreUnique() => Assert.Distinct(Descriptors.Select(d => d.Id));

    [GeneratedRegex(@"^[^\n]+\n.+?\n```[^\n]*\n.+?# cure.*?\n```", RegexOptions.Singleline)]
    private static partial Regex ExampleWithCure();

    [GeneratedRegex("\\bnew(?: DiagnosticDescriptor)?\\(\"(NFK[0-9]{4})\"")]
    private static partial Regex Declaration();
}
