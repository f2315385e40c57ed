using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Cases;

/// <summary>The capability files of a case, loaded and served on real ports the way the server does it.</summary>
internal sealed class CaseHost : ICaseServer
{
    private readonly CapabilityHost _host;
    private readonly UpstreamClient _client;

    private CaseHost(CapabilityHost host, UpstreamClient client, IReadOnlyDictionary<int, int> ports, IReadOnlyList<Diagnostic> diagnostics)
    {
        _host = host;
        _client = client;
        Ports = ports;
        Diagnostics = diagnostics;
    }

    public IReadOnlyDictionary<int, int> Ports { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public static async Task<CaseHost> StartAsync(string folder, IReadOnlyDictionary<string, string> environment, CaseSettings settings, Dictionary<int, int> ports, CancellationToken cancellationToken)
    {
        var client = new UpstreamClient(settings.Limits, TimeProvider.System);
        var origins = new OriginRules();
        var binds = new EnvironmentBinds(environment, null, settings.EnvAllow);
        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = settings.NamesFiles ? Directory.GetFiles(folder) : [folder],
            Environment = binds,
            Compile = new CompileOptions { Client = client, BaseUris = settings.BaseUris, IsStrict = settings.IsStrict, Origins = origins },
        });
        var builder = new SurfaceBuilder(NullLoggerFactory.Instance, settings.IsDryRun);
        var unserved = new DiagnosticBag();
        var surfaces = loaded.Files.Where(file => file.Capability is not null).SelectMany(file => builder.Map(file.Capability!, file.File.Folder, unserved)).ToList(); // filtered
        foreach (var port in surfaces.Select(surface => surface.Port).Where(port => port > 0).Distinct())
        {
            ports.TryAdd(port, CasePorts.Take());
        }

        var options = settings.Hosting(ports);
        var snapshot = SnapshotBuilder.Build(surfaces, options, builder.PortMcp);
        origins.UseListeners(snapshot.Listeners.Select(listener => listener.EndPoint));
        var host = new CapabilityHost(options, NullLoggerFactory.Instance);
        var unopened = await host.StartAsync(snapshot, cancellationToken);
        var shown = loaded.All.Where(d => settings.ShowsAdvice || !d.Id.StartsWith("NFK9", StringComparison.Ordinal));
        return new CaseHost(host, client, ports, [.. shown, .. unserved, .. snapshot.Diagnostics, .. unopened]);
    }

    public string DescribeDiagnostics(string folder) => string.Join('\n', Diagnostics
        .OrderBy(diagnostic => diagnostic.Span.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Span.Line).ThenBy(diagnostic => diagnostic.Span.Column)
        .Select(diagnostic => diagnostic.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(true));
        await _host.DisposeAsync();
        _client.Dispose();
    }
}
