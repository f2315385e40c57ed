using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Rules;

/// <summary>The units of a file, wherever they stand.</summary>
internal static class Units
{
    public static IEnumerable<ExposedOperationSpec> Operations(CapabilityFile file) =>
        file.Exposes.OfType<ExposesRestSpec>().SelectMany(s => s.Resources).SelectMany(r => r.Operations);

    public static IEnumerable<McpToolSpec> Tools(CapabilityFile file) => file.Exposes.OfType<ExposesMcpSpec>().SelectMany(s => s.Tools);

    public static IEnumerable<UnitSpec> All(CapabilityFile file) =>
    [
        .. Operations(file),
        .. file.Exposes.OfType<ExposesMcpSpec>().SelectMany(s => s.Tools.Concat<UnitSpec>(s.Resources).Concat(s.Prompts)),
        .. file.Aggregates.SelectMany(a => a.Flows),
    ];
}
