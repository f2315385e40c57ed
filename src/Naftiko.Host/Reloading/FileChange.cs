using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>What a reload found about one file.</summary>
internal sealed record FileChange(string Path, FileChangeKind Kind, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>The kinds of <see cref="FileChange"/>.</summary>
internal enum FileChangeKind
{
    Added,
    Changed,
    Removed,

    /// <summary>The new version has errors or is no capability; the last good one goes on.</summary>
    Kept,
}
