using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>Serves a set of files and keeps what is served in step with them: each change makes a new snapshot, which is swapped whole.</summary>
internal sealed partial class LiveServer : IAsyncDisposable
{
    private readonly HostingOptions _hosting;
    private readonly SurfaceBuilder _surfaces;
    private readonly CapabilityHost _host;
    private readonly ILogger _log;
    private readonly Lock _reloading = new();
    private long _generation;

    public LiveServer(LoadOptions load, HostingOptions hosting, SurfaceBuilder surfaces, ILoggerFactory loggers)
    {
        _hosting = hosting;
        _surfaces = surfaces;
        _host = new CapabilityHost(hosting, loggers);
        _log = loggers.CreateLogger("Naftiko.Reload");
        Served = new ServedSet(load, _surfaces);
    }

    public ServedSet Served { get; }

    public Snapshot Current => _host.Current;

    /// <summary>The sockets that are open.</summary>
    public IReadOnlyList<IPEndPoint> Listeners => _host.Listeners;

    /// <summary>Everything found: about files, about what they serve together, about ports.</summary>
    public IEnumerable<Diagnostic> Diagnostics => [.. Served.Diagnostics, .. Current.Diagnostics, .. ListenErrors];

    /// <summary>What could not be opened when the current snapshot was put up.</summary>
    public IReadOnlyList<Diagnostic> ListenErrors { get; private set; } = [];

    /// <summary>Builds the first snapshot of what was loaded, without listening.</summary>
    public Snapshot Prepare(LoadResult loaded)
    {
        Served.Take(loaded);
        return Build();
    }

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync(Snapshot first, CancellationToken cancellationToken) => ListenErrors = await _host.StartAsync(first, cancellationToken);

    /// <summary>Looks at the files again. Requests in flight finish on what they began with.</summary>
    /// <param name="changed">The paths that may have changed; null: any.</param>
    public IReadOnlyList<FileChange> Reload(IReadOnlyCollection<string>? changed = null)
    {
        lock (_reloading)
        {
            var changes = Served.Refresh(changed);
            if (changes.Any(c => c.Kind != FileChangeKind.Kept))
            {
                ListenErrors = _host.Swap(Build());
                _surfaces.Publish();
            }

            foreach (var change in changes)
            {
                LogChange(change.Kind, change.Path, change.Diagnostics.Count(d => d.Severity == Severity.Error), change.Diagnostics.Count(d => d.Severity == Severity.Warning));
            }

            return changes;
        }
    }

    /// <summary><see cref="Reload"/> in the background: what it throws is a bug, which the log tells of; what was served goes on.</summary>
    public IReadOnlyList<FileChange> TryReload(IReadOnlyCollection<string>? changed)
    {
        try
        {
            return Reload(changed);
        }
        catch (Exception exception)
        {
            LogFailure(exception);
            return [];
        }
    }

    /// <summary>Tries again to open the ports that could not be opened.</summary>
    /// <returns>Whether one more is open.</returns>
    public bool TryListen()
    {
        lock (_reloading)
        {
            var before = ListenErrors.Count;
            ListenErrors = before == 0 ? [] : _host.Listen();
            return ListenErrors.Count < before;
        }
    }

    /// <summary>Stops listening and waits for the requests in flight.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _surfaces.EndStreams();
        return _host.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _surfaces.Dispose();
        await _host.DisposeAsync();
    }

    private Snapshot Build() => SnapshotBuilder.Build(Served.Surfaces, _hosting, _surfaces.PortMcp, ++_generation, _host.Current);

    [LoggerMessage(LogLevel.Error, "Reloading failed; what was served goes on")]
    private partial void LogFailure(Exception exception);

    [LoggerMessage(LogLevel.Information, "{Kind}: {Path} (errors: {Errors}, warnings: {Warnings})")]
    private partial void LogChange(FileChangeKind kind, string path, int errors, int warnings);
}
