using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Diagnostics;

/// <summary>What was found in files.</summary>
/// <param name="Diagnostics">In the order of their places.</param>
/// <param name="Files">The files that were looked at.</param>
internal sealed record Report(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string> Files)
{
    public int Errors => Count(Severity.Error);

    public int Warnings => Count(Severity.Warning);

    /// <summary>Sorts by place; what was found more than once is told once.</summary>
    public static Report Of(IEnumerable<Diagnostic> diagnostics, IReadOnlyList<string> files) =>
        new([.. diagnostics.Distinct().OrderBy(d => d.Span.File, StringComparer.Ordinal).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column)], files);

    private int Count(Severity severity) => Diagnostics.Count(d => d.Severity == severity);
}
