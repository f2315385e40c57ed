using Naftiko.Host.Commands.Settings;
using Naftiko.Host.Tests.Architecture;

namespace Naftiko.Host.Tests.Commands.Settings;

public class LimitsDocumentTests
{
    [Fact]
    public void Document_EveryLimit_IsListedWithItsDefault()
    {
        var document = Repository.ReadLines("docs/limits.md");
        var limits = new OperatorSettings().Limits;
        Assert.All(limits, limit => Assert.Contains(document, line => line.StartsWith($"| `--{limit.Name}` | `{limit.Default}` |", StringComparison.Ordinal)));
        Assert.Equal(limits.Count, document.Count(line => line.StartsWith("| `--", StringComparison.Ordinal)));
    }
}
