using Naftiko.Host.Tests.Architecture;

namespace Naftiko.Host.Tests.Diagnostics;

/// <summary>The examples of <c>docs/diagnostics.md</c> are true: each reports its id, and its cure does not.</summary>
public sealed class DiagnosticExamplesTests
{
    /// <summary>What a piece of a file cannot show: sizes, bytes, ports, command lines, a file that changes.</summary>
    private static readonly string[] Elsewhere =
    [
        "NFK1011", "NFK1012", "NFK1013", "NFK1014", "NFK1015", "NFK1016", "NFK1101", "NFK1105", "NFK3105", "NFK6001", "NFK6009", "NFK6011", "NFK6012", "NFK6201", "NFK6304", "NFK7005",
    ];

    private static readonly Dictionary<string, DiagnosticExample> Examples =
        DiagnosticExample.ReadAll(Repository.Read("docs/diagnostics.md")).ToDictionary(e => e.Id, StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_ReportsItsId(string id) => Assert.Contains(id, await Examples[id].TryAsync(Examples[id].Faulty));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Cure_DoesNot(string id)
    {
        if (Examples[id].Cured is { } cured)
        {
            Assert.DoesNotContain(id, await Examples[id].TryAsync(cured));
        }
    }

    /// <summary>An entry is tried, or listed above with those that cannot be.</summary>
    [Fact]
    public void Entries_AreTried()
    {
        var entries = Repository.Read("docs/diagnostics.md").ReplaceLineEndings("\n").Split("\n### ").Skip(1).Select(e => e[..7]);
        Assert.All(entries, id => Assert.True(Examples.ContainsKey(id) || Elsewhere.Contains(id), $"give the example of {id} a frame: CONTRIBUTING.md, \"Add a diagnostic\""));
        Assert.DoesNotContain(Elsewhere, Examples.ContainsKey);
    }
}
