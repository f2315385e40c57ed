using Microsoft.Extensions.Logging;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Loading;
using Naftiko.Host.Logging;
using Naftiko.Host.Observability;
using Naftiko.Host.Reloading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Cases;

/// <summary>The capability files of a case, loaded and served on real ports the way the server does it.</summary>
internal sealed class CaseHost : IAsyncDisposable
{
    private readonly LiveServer _server;
    private readonly List<IDisposable> _parts;

    private CaseHost(LiveServer server, List<IDisposable> parts, IReadOnlyDictionary<int, int> ports, IReadOnlyList<Diagnostic> diagnostics)
    {
        _server = server;
        _parts = parts;
        Ports = ports;
        Diagnostics = diagnostics;
    }

    /// <summary>The port that stands for each one of the files.</summary>
    public IReadOnlyDictionary<int, int> Ports { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public static async Task<CaseHost> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, CaseSettings settings, Dictionary<int, int> ports, CancellationToken cancellationToken)
    {
        var client = new UpstreamClient(settings.Limits, TimeProvider.System);
        var origins = new OriginRules();
        var binds = new EnvironmentBinds(environment, null, settings.EnvAllow);
        var load = new LoadOptions
        {
            Paths = settings.NamesFiles ? Directory.GetFiles(folder) : [folder],
            Environment = binds,
            Compile = new CompileOptions { Client = client, BaseUris = settings.BaseUris, IsStrict = settings.IsStrict, Origins = origins },
        };
        var loaded = CapabilityLoader.Load(load);
        foreach (var port in loaded.Files.SelectMany(file => file.Capability?.Exposures ?? []).Select(exposure => exposure.Port).Where(port => port > 0).Distinct())
        {
            ports.TryAdd(port, CasePorts.Take());
        }

        if (settings.ControlPort is { } own)
        {
            ports.TryAdd(own, CasePorts.Take());
        }

        var log = new ProcessLog(LogLevel.Information, TextWriter.Null);
        var observatory = new Observatory(isOperated: settings.ControlPort is not null);
        var surfaces = new SurfaceBuilder(log.Loggers, settings.IsDryRun, observatory: observatory);
        var server = new LiveServer(load, settings.Hosting(ports), surfaces, log.Loggers);
        var control = new ControlAdapter(server, log, observatory);
        surfaces.UseControl(control);
        var snapshot = server.Prepare(loaded, settings.Control(ports)?.ToCapability());
        origins.UseListeners(snapshot.Listeners.Select(listener => listener.EndPoint));
        await server.StartAsync(snapshot, cancellationToken);
        var shown = server.Diagnostics.Where(d => settings.ShowsAdvice || !d.Id.StartsWith("NFK9", StringComparison.Ordinal));
        return new CaseHost(server, [control, observatory, log, client], ports, [.. shown]);
    }

    /// <summary>All diagnostics, a line each, files relative to the folder.</summary>
    public string DescribeDiagnostics(string folder) => string.Join('\n', Diagnostics
        .OrderBy(diagnostic => diagnostic.Span.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Span.Line).ThenBy(diagnostic => diagnostic.Span.Column)
        .Select(diagnostic => diagnostic.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(true));
        await _server.DisposeAsync();
        _parts.ForEach(part => part.Dispose());
    }
}
