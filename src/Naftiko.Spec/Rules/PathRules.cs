using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Rules;

/// <summary>Paths as the specification wants them; the runtime takes the others too.</summary>
internal static class PathRules
{
    public static void BaseUriHasNoTrailingSlash(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var uri in file.Consumes.Select(c => c.BaseUri).Where(u => u.Value.EndsWith('/')))
        {
            diagnostics.Add(AdviceDiagnostics.TrailingSlash, uri.Span, $"the base URI '{uri.Value}' ends in a slash", "paths bring their own");
        }
    }

    public static void ConsumedPathHasNoQuery(CapabilityFile file, DiagnosticBag diagnostics) =>
        ReportQueries(file.Consumes.SelectMany(c => c.Resources).Select(r => r.Path), "declare query parameters under 'inputParameters', with a 'value' if it is constant", diagnostics);

    public static void ExposedPathHasNoTrailingSlash(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var path in ExposedPaths(file).Where(p => p.Value.Length > 1 && p.Value.EndsWith('/')))
        {
            diagnostics.Add(AdviceDiagnostics.TrailingSlash, path.Span, $"the path '{path.Value}' ends in a slash; callers have to write it so");
        }
    }

    public static void ExposedPathHasNoQuery(CapabilityFile file, DiagnosticBag diagnostics) =>
        ReportQueries(ExposedPaths(file), "it is a condition that requests have to meet; inputs are declared under 'inputParameters'", diagnostics);

    private static IEnumerable<SpannedText> ExposedPaths(CapabilityFile file) =>
        file.Exposes.OfType<ExposesRestSpec>().SelectMany(s => s.Resources).Select(r => r.Path);

    private static void ReportQueries(IEnumerable<SpannedText> paths, string hint, DiagnosticBag diagnostics)
    {
        foreach (var path in paths.Where(p => p.Value.Contains('?')))
        {
            diagnostics.Add(AdviceDiagnostics.QueryInPath, path.Span, $"the path '{path.Value}' has a query string", hint);
        }
    }
}
