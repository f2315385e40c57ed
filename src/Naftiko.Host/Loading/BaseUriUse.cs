using Naftiko.Engine;
using Naftiko.Host.Hosting;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Loading;

/// <summary>Warns about base URIs on the command line that are for no API of any file: a misspelt one would let calls go to the real API.</summary>
internal static class BaseUriUse
{
    public static void Report(LoadOptions options, IReadOnlyList<LoadedFile> files, DiagnosticBag diagnostics)
    {
        // What a file that could not be read consumes is not known.
        if (options.Compile.BaseUris.Count == 0 || files.Any(f => f.Capability is null && f.Diagnostics.Any(d => d.Severity == Severity.Error)))
        {
            return;
        }

        var consumed = files.Select(f => f.Capability).OfType<Capability>().SelectMany(c => c.ConsumedNamespaces).ToHashSet(StringComparer.Ordinal);
        foreach (var name in options.Compile.BaseUris.Keys.Where(name => !consumed.Contains(name)))
        {
            diagnostics.Add(HostDiagnostics.UnusedBaseUri, SourceSpan.OfFile("--base-uri"), $"no file consumes '{name}'", Nearest.Hint(name, consumed));
        }
    }
}
