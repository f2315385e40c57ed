using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Tracing;
using Naftiko.Host.Tests.Exposes;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Observability;

/// <summary>Capabilities that are served on one free port and observed, with an upstream of the test's.</summary>
internal sealed class ObservedHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("naftiko-observed-").FullName;
    private readonly UpstreamClient _client = new(new UpstreamLimits(), TimeProvider.System);
    private readonly CapabilityHost _host = new(new HostingOptions(), NullLoggerFactory.Instance);
    private readonly SurfaceBuilder _surfaces;
    private readonly int _port = TestHost.FreePort();

    private ObservedHost(Observatory? observatory, Upstream upstream)
    {
        Observatory = observatory;
        Upstream = upstream;
        _surfaces = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false, observatory: observatory);
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
    }

    /// <summary>Null when nothing is observed.</summary>
    public Observatory? Observatory { get; }

    public Upstream Upstream { get; }

    public HttpClient Http { get; }

    public IReadOnlyList<Capability> Capabilities { get; private set; } = [];

    /// <summary>What was measured of all capabilities.</summary>
    public string MetricsText() => Observatory?.All?.Metrics?.Text() ?? "";

    /// <summary>The trace that ended last.</summary>
    public LocalTrace LastTrace => Observatory?.All?.Traces?.Traces[0] ?? throw new InvalidOperationException("No traces are kept.");

    /// <param name="observatory">Observes; null: nobody does.</param>
    /// <param name="environment">The files' variables.</param>
    /// <param name="upstream">Answers.</param>
    /// <param name="files">The capabilities; <c>PORT</c> and <c>UPSTREAM</c> in them are filled in.</param>
    public static async Task<ObservedHost> StartAsync(Observatory? observatory, Upstream upstream, Dictionary<string, string>? environment, params string[] files)
    {
        var observed = new ObservedHost(observatory, upstream);
        for (var i = 0; i < files.Length; i++)
        {
            var text = files[i].Replace("PORT", $"{observed._port}", StringComparison.Ordinal).Replace("UPSTREAM", upstream.Address.Authority, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(observed._folder, $"file{i + 1}.yaml"), text);
        }

        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [observed._folder],
            Environment = new EnvironmentBinds(environment ?? [], null, []),
            Compile = new CompileOptions { Client = observed._client, Origins = new OriginRules() },
        });
        Assert.DoesNotContain(loaded.All, d => d.Severity == Severity.Error);
        observed.Capabilities = [.. loaded.Files.Select(f => f.Capability).OfType<Capability>()];
        var surfaces = loaded.Files.SelectMany(f => observed._surfaces.Map(f.Capability!, f.File.Folder, new DiagnosticBag())); // each has one
        Assert.Empty(await observed._host.StartAsync(SnapshotBuilder.Build([.. surfaces], new HostingOptions(), observed._surfaces.PortMcp), TestContext.Current.CancellationToken));
        return observed;
    }

    public async Task<(int Status, string Body)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    /// <summary>Sends a request and gives status and body once the server has done with it.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // An answer is there before its span has ended; the next request of the one connection is only taken afterwards.
        using var next = await Http.GetAsync("/", TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, body);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _surfaces.Dispose();
        await _host.StopAsync(new CancellationToken(true));
        await _host.DisposeAsync();
        await Upstream.DisposeAsync();
        _client.Dispose();
        Observatory?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
