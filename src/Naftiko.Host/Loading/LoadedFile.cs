using Naftiko.Engine;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Loading;

/// <summary>What came of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Capability">What it serves; null when it could not be read or serves nothing.</param>
/// <param name="Diagnostics">All that was found, in order.</param>
/// <param name="Stamps">The files that were opened or tried on the way, each in the version that it had just before: what to watch.</param>
internal sealed record LoadedFile(ServedFile File, Capability? Capability, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<KeyValuePair<string, FileStamp>> Stamps)
{
    /// <summary>Whether it was read only to find that nothing of it is meant (<c>--only</c>).</summary>
    public bool IsLeftOut { get; init; }
}
