using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Loading;

/// <summary>What came of all files.</summary>
/// <param name="Files">Each file, in ordinal path order.</param>
/// <param name="Diagnostics">What concerns no file: paths that do not exist.</param>
internal sealed record LoadResult(IReadOnlyList<LoadedFile> Files, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Everything found, file by file; what several files have imported is told once.</summary>
    public IEnumerable<Diagnostic> All => Diagnostics.Concat(Files.SelectMany(f => f.Diagnostics)).Distinct();
}
