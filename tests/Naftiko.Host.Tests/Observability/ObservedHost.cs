using System.Text;
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

        Assert.Empty(await observed._host.StartAsync(observed.Load(environment), TestContext.Current.CancellationToken));
        return observed;
    }

    /// <summary>Loads the files again and serves what they are now.</summary>
    public void Reload()
    {
        Assert.Empty(_host.Swap(Load(null)));
        _surfaces.Publish();
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

    /// <summary>Calls a tool of the port's MCP server.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">An object, as JSON.</param>
    /// <param name="meta">Members of <c>_meta</c>, as JSON.</param>
    /// <param name="headers">HTTP headers.</param>
    public Task<(int Status, string Body)> CallToolAsync(string name, string arguments, string meta = "", params (string Name, string Value)[] headers) =>
        RpcAsync("tools/call", $$""" "name":"{{name}}","arguments":{{arguments}},"_meta":{ {{meta}} } """, headers);

    /// <summary>Sends a request of MCP without a session.</summary>
    public async Task<(int Status, string Body)> RpcAsync(string method, string parameters, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp");
        request.Content = new StringContent($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{ {{{parameters}}} } }""", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers.Append(("Accept", "application/json, text/event-stream")).Append(("MCP-Protocol-Version", "2025-11-25")))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
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

    private Snapshot Load(Dictionary<string, string>? environment)
    {
        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [_folder],
            Environment = new EnvironmentBinds(environment ?? [], null, []),
            Compile = new CompileOptions { Client = _client, Origins = new OriginRules() },
        });
        Assert.DoesNotContain(loaded.All, d => d.Severity == Severity.Error);
        Capabilities = [.. loaded.Files.Select(f => f.Capability).OfType<Capability>()];
        var surfaces = loaded.Files.SelectMany(f => _surfaces.Map(f.Capability!, f.File.Folder, new DiagnosticBag())); // each has one
        return SnapshotBuilder.Build([.. surfaces], new HostingOptions(), _surfaces.PortMcp);
    }
}
