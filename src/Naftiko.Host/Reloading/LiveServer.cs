using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Reloading;

/// <summary>Serves a set of files and keeps what is served in step with them: each change makes a new snapshot, which is swapped whole.</summary>
internal sealed partial class LiveServer : IAsyncDisposable
{
    private readonly LoadOptions _load;
    private readonly HostingOptions _hosting;
    private readonly SurfaceBuilder _surfaces;
    private readonly CapabilityHost _host;
    private readonly ILogger _log;
    private readonly Lock _reloading = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private IReadOnlyList<Surface> _operatorSurfaces = [];
    private long _generation;
    private volatile ServerStatus _status = ServerStatus.None;
    private volatile bool _isDraining;

    public LiveServer(LoadOptions load, HostingOptions hosting, SurfaceBuilder surfaces, ILoggerFactory loggers)
    {
        _load = load;
        _hosting = hosting;
        _surfaces = surfaces;
        _host = new CapabilityHost(hosting, loggers);
        _log = loggers.CreateLogger("Naftiko.Reload");
        Served = new ServedSet(load, _surfaces);
    }

    /// <summary>Told of what a reload has found, whoever has asked for it.</summary>
    public event Action<IReadOnlyList<FileChange>>? Reloaded;

    public ServedSet Served { get; }

    /// <summary>How files are loaded.</summary>
    public LoadOptions Loading => _load;

    /// <summary>What the operator decides about ports.</summary>
    public HostingOptions Hosting => _hosting;

    /// <summary>How everything stands; safe to ask for at any time.</summary>
    public ServerStatus Status => _status;

    /// <summary>How long it has been there.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_started);

    /// <summary>Whether it is about to stop: it still answers, but should not be sent more.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Cancelled when it stops: what streams without end should end then.</summary>
    public CancellationToken Stopping => _host.Stopping;

    public Snapshot Current => _host.Current;

    /// <summary>The sockets that are open.</summary>
    public IReadOnlyList<IPEndPoint> Listeners => _host.Listeners;

    /// <summary>Everything found: about files, about what they serve together, about ports.</summary>
    public IEnumerable<Diagnostic> Diagnostics => [.. Served.Diagnostics, .. Current.Diagnostics, .. ListenErrors];

    /// <summary>What could not be opened when the current snapshot was put up.</summary>
    public IReadOnlyList<Diagnostic> ListenErrors { get; private set; } = [];

    /// <summary>Builds the first snapshot of what was loaded, without listening.</summary>
    /// <param name="loaded">The files.</param>
    /// <param name="ofOperator">What the operator has served beside them; null: nothing.</param>
    public Snapshot Prepare(LoadResult loaded, Capability? ofOperator = null)
    {
        _operatorSurfaces = ofOperator is null ? [] : [.. _surfaces.Map(ofOperator, "", new DiagnosticBag())];
        Served.Take(loaded);
        return Build();
    }

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync(Snapshot first, CancellationToken cancellationToken)
    {
        ListenErrors = await _host.StartAsync(first, cancellationToken);
        Publish();
    }

    /// <summary>Looks at the files again, and tries again to open what could not be opened. Requests in flight finish on what they began with.</summary>
    /// <param name="only">The only file to look at; null: all.</param>
    public IReadOnlyList<FileChange> Reload(string? only = null) => Reload(() => Served.Refresh(only));

    /// <summary>As <see cref="Reload(string?)"/>, where only these paths may have changed.</summary>
    public IReadOnlyList<FileChange> ReloadChanged(IReadOnlyCollection<string> changed) => Reload(() => Served.RefreshChanged(changed));

    /// <summary>Reloads in the background. What that throws is a bug, which the log tells of; what was served goes on.</summary>
    /// <param name="changed">The paths that may have changed; null: any.</param>
    public void Follow(IReadOnlyCollection<string>? changed)
    {
        try
        {
            _ = changed is null ? Reload() : ReloadChanged(changed);
        }
        catch (Exception exception)
        {
            LogFailure(exception);
        }
    }

    /// <summary>Tries again to open the ports that could not be opened.</summary>
    /// <returns>Whether one more is open.</returns>
    public bool TryListen()
    {
        lock (_reloading)
        {
            var before = ListenErrors.Count;
            if (before == 0)
            {
                return false;
            }

            ListenErrors = _host.OpenAgain();
            Publish();
            return ListenErrors.Count < before;
        }
    }

    /// <summary>Tells probes that it is about to stop, and clients to use other connections than theirs.</summary>
    public void BeginDrain()
    {
        _isDraining = true;
        _host.BeginDrain();
    }

    /// <summary>Stops listening, and lets clients leave on their own.</summary>
    /// <param name="most">How long at most.</param>
    public Task LetGoAsync(TimeSpan most)
    {
        BeginDrain();
        _surfaces.EndStreams();
        return _host.LetGoAsync(most);
    }

    /// <summary>Stops listening and waits for the requests in flight.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        BeginDrain();
        _surfaces.EndStreams();
        return _host.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _surfaces.Dispose();
        await _host.DisposeAsync();
    }

    private IReadOnlyList<FileChange> Reload(Func<IReadOnlyList<FileChange>> refresh)
    {
        lock (_reloading)
        {
            var changes = refresh();
            if (changes.Any(c => c.Kind != FileChangeKind.Kept))
            {
                ListenErrors = _host.Swap(Build());
                _surfaces.Publish();
            }
            else if (ListenErrors.Count > 0)
            {
                ListenErrors = _host.OpenAgain();
            }

            Publish();

            foreach (var change in changes)
            {
                LogChange(change.Kind, change.Path, change.Diagnostics.Count(d => d.Severity == Severity.Error), change.Diagnostics.Count(d => d.Severity == Severity.Warning));
            }

            if (changes.Count > 0)
            {
                Reloaded?.Invoke(changes);
            }

            return changes;
        }
    }

    private void Publish()
    {
        _load.Compile.Origins.UseListeners(Listeners);
        _status = new ServerStatus(Current, Served.Entries, Served.General, ListenErrors, Listeners);
    }

    private Snapshot Build() => SnapshotBuilder.Build([.. _operatorSurfaces, .. Served.Surfaces], _hosting, _surfaces.PortMcp, ++_generation, Current);

    [LoggerMessage(LogLevel.Error, "Reloading failed; what was served goes on")]
    private partial void LogFailure(Exception exception);

    [LoggerMessage(LogLevel.Information, "{Kind}: {File} (errors: {Errors}, warnings: {Warnings})")]
    private partial void LogChange(FileChangeKind kind, string file, int errors, int warnings);
}
