using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes.Control;

/// <summary>What a control surface sees at one time.</summary>
/// <param name="Status">How the server stands.</param>
/// <param name="File">The file that the surface belongs to; null for the operator's, which sees everything.</param>
internal sealed record ControlView(ServerStatus Status, string? File)
{
    /// <summary>Whether it may speak for the whole process: the operator's, and that of a file which is all that is served.</summary>
    public bool IsWhole => File is null || Status.OnlyFile == File;

    public IEnumerable<ServedEntry> Files => File is null ? Status.Files : Status.Files.Where(f => f.Loaded.File.Path == File);

    public IEnumerable<AdapterState> Adapters => File is null ? Status.Adapters : Status.Adapters.Where(a => a.File == File);

    public IEnumerable<Diagnostic> Diagnostics => IsWhole ? Status.Diagnostics : Files.SelectMany(Status.DiagnosticsOf);
}
