using Naftiko.Host.Commands.Options;

namespace Naftiko.Host.Tests.Commands.Options;

public class LimitsDocumentTests
{
    [Fact]
    public void Document_EveryLimitOfServe_IsListedWithItsDefault()
    {
        var document = File.ReadAllLines(Path.Combine(Root(), "docs", "limits.md"));
        var limits = new ServeOptions().Limits.ToList();
        Assert.All(limits, limit => Assert.Contains(document, line => line.StartsWith($"| `{limit.Option.Name}` | `{limit.Default}` |", StringComparison.Ordinal)));
        Assert.Equal(limits.Count, document.Count(line => line.StartsWith("| `--", StringComparison.Ordinal)));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NaftikoRuntime.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
