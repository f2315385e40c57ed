using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Rules;

/// <summary>What people and models find a capability by. One finding per kind and file: nobody reads the hundredth.</summary>
internal static class DescriptionRules
{
    public static void HasTags(CapabilityFile file, DiagnosticBag diagnostics)
    {
        if (file.IsCapability && file.Info.Tags.Count == 0)
        {
            diagnostics.Add(AdviceDiagnostics.NoTags, SourceSpan.OfFile(file.Path), "'info' has no 'tags'");
        }
    }

    public static void FlowsAreDescribed(CapabilityFile file, DiagnosticBag diagnostics) =>
        Report("flow", file.Aggregates.SelectMany(a => a.Flows).Where(f => IsMissing(f.Description)).Select(f => f.Span), diagnostics);

    /// <summary>One without anything in it stands for an import that failed, which is said already.</summary>
    public static void ApisAreDescribed(CapabilityFile file, DiagnosticBag diagnostics) =>
        Report("consumed API", file.Consumes.Where(c => IsMissing(c.Description) && (c.BaseUri.Value.Length > 0 || c.Resources.Count > 0)).Select(c => c.Span), diagnostics);

    public static void ResourcesAreDescribed(CapabilityFile file, DiagnosticBag diagnostics) =>
        Report("resource", file.Exposes.OfType<ExposesRestSpec>().SelectMany(s => s.Resources).Where(r => IsMissing(r.Description)).Select(r => r.Span), diagnostics);

    /// <summary>An operation that refers to a flow has its description from there.</summary>
    public static void OperationsAreDescribed(CapabilityFile file, DiagnosticBag diagnostics) =>
        Report("operation", Units.Operations(file).Where(o => IsMissing(o.Description) && o.Ref is null).Select(o => o.Span), diagnostics);

    private static bool IsMissing(string? description) => string.IsNullOrWhiteSpace(description);

    private static void Report(string noun, IEnumerable<SourceSpan> missing, DiagnosticBag diagnostics)
    {
        var spans = missing.ToList();
        if (spans.Count > 0)
        {
            diagnostics.Add(AdviceDiagnostics.NoDescription, spans[0], spans.Count == 1 ? $"this {noun} has no description" : $"this {noun} has no description, and {spans.Count - 1} more like it");
        }
    }
}
