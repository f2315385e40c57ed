using System.Collections.Frozen;
using System.Net;
using Naftiko.Host.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>What is served at one time and how that stands. Immutable.</summary>
/// <param name="snapshot">What is served.</param>
/// <param name="files">The files, in ordinal path order.</param>
/// <param name="general">What was found that concerns no file.</param>
/// <param name="listenErrors">What could not be opened.</param>
/// <param name="listeners">The sockets that are open.</param>
internal sealed class ServerStatus(
    Snapshot snapshot, IReadOnlyList<ServedEntry> files, IReadOnlyList<Diagnostic> general, IReadOnlyList<Diagnostic> listenErrors, IReadOnlyList<IPEndPoint> listeners)
{
    /// <summary>Before anything is served.</summary>
    public static readonly ServerStatus None = new(Snapshot.Empty, [], [], [], []);

    private readonly Lazy<FrozenDictionary<string, ServedEntry>> _byPath = new(() => files.ToFrozenDictionary(f => f.Loaded.File.Path, StringComparer.Ordinal));
    private readonly Lazy<string?> _onlyFile = new(() => files.Where(f => f.State is not FileState.Skipped).Take(2).ToList() is [var only] ? only.Loaded.File.Path : null);
    private readonly Lazy<IReadOnlyList<AdapterState>> _adapters = new(() => AdaptersOf(snapshot, listeners));

    /// <summary>Counts the versions of what is served, from 1.</summary>
    public long Generation => snapshot.Generation;

    public IReadOnlyList<ServedEntry> Files => files;

    /// <summary>The path of the only file that there is anything to serve of; null when there are several, or none.</summary>
    public string? OnlyFile => _onlyFile.Value;

    /// <summary>The file of a path; null when none is served from there.</summary>
    public ServedEntry? Find(string path) => _byPath.Value.GetValueOrDefault(path);

    /// <summary>Every surface, by port and mount.</summary>
    public IReadOnlyList<AdapterState> Adapters => _adapters.Value;

    /// <summary>Everything found: about files, about what they serve together, about ports.</summary>
    public IEnumerable<Diagnostic> Diagnostics => [.. general, .. files.SelectMany(f => f.Diagnostics), .. snapshot.Diagnostics, .. listenErrors];

    /// <summary>What was found about one file. What it imports may stand in another.</summary>
    public IEnumerable<Diagnostic> DiagnosticsOf(ServedEntry file)
    {
        var spans = file.Surfaces.Select(s => s.Span).ToHashSet();
        return [.. file.Diagnostics, .. snapshot.Diagnostics.Concat(listenErrors).Where(d => d.Span.File == file.Loaded.File.Path || spans.Contains(d.Span))];
    }

    private static IReadOnlyList<AdapterState> AdaptersOf(Snapshot snapshot, IReadOnlyList<IPEndPoint> listeners)
    {
        var open = listeners.ToLookup(listener => listener.Port);
        return
        [
            .. from port in snapshot.Ports.Values.OrderBy(p => p.Port)
               from mounted in port.Surfaces
               let host = mounted.Scope.HostAmong(open[port.Port], port.Port)
               let url = host is null ? null : $"http://{host}:{port.Port}{mounted.UrlPath}"
               select new AdapterState(mounted.Surface.File, mounted.Surface.Kind, mounted.Surface.Namespace, port.Port, url),
        ];
    }
}
