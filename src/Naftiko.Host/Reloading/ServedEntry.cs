using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>A file that is served.</summary>
/// <param name="Loaded">The version that runs.</param>
/// <param name="Surfaces">Its surfaces.</param>
/// <param name="Diagnostics">What to tell its author: about the version that runs, or about a newer one that was not taken.</param>
/// <param name="Stamps">All files that it was made of, in the versions that were last looked at.</param>
internal sealed record ServedEntry(
    LoadedFile Loaded, IReadOnlyList<Surface> Surfaces, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<KeyValuePair<string, FileStamp>> Stamps)
{
    public FileState State =>
        Loaded.Capability is null ? Diagnostics.Any(d => d.Severity == Severity.Error) ? FileState.Failed : FileState.Skipped
        : Diagnostics.Any(d => d.Descriptor == ReloadDiagnostics.KeptLastGood) ? FileState.Kept
        : FileState.Served;

    public bool HasChanged() => Stamps.Any(s => !s.Value.IsCurrent(s.Key));
}
