using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Logging;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Reloading;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Reloading;

/// <summary>A folder of capabilities that is served, on free ports, while a test changes it.</summary>
internal sealed class LiveFolder : IAsyncDisposable
{
    private readonly UpstreamClient _client;

    private readonly LoadOptions _load;
    private readonly ControlAdapter _control;
    private readonly Observatory _observatory;

    private LiveFolder(string path, UpstreamLimits? limits = null, OtelSettings? otel = null)
    {
        Path = path;
        _client = new UpstreamClient(limits ?? new UpstreamLimits(), TimeProvider.System);
        _load = new LoadOptions
        {
            Paths = [path],
            Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
            Compile = new CompileOptions { Client = _client, Origins = new OriginRules() },
        };
        Log = new ProcessLog(LogLevel.Information, TextWriter.Null);
        _observatory = new Observatory(otel, isOperated: true);
        var surfaces = new SurfaceBuilder(Log.Loggers, isDryRun: false, observatory: _observatory);
        Server = new LiveServer(_load, new HostingOptions(), surfaces, Log.Loggers);
        _control = new ControlAdapter(Server, Log, _observatory);
        surfaces.UseControl(_control);
    }

    public string Path { get; }

    public LiveServer Server { get; }

    public ProcessLog Log { get; }

    public HttpClient Http { get; } = new();

    public int Port { get; } = TestHost.FreePort();

    public static async Task<LiveFolder> StartAsync(Action<LiveFolder> write, UpstreamLimits? limits = null)
    {
        var folder = new LiveFolder(Directory.CreateTempSubdirectory("naftiko-live-").FullName, limits);
        write(folder);
        await folder.StartAsync(null);
        Assert.Empty(folder.Server.ListenErrors);
        return folder;
    }

    /// <summary>The same with the operator's control surface.</summary>
    public static async Task<LiveFolder> StartAsync(OperatorControl control, Action<LiveFolder> write, OtelSettings? otel = null)
    {
        var folder = new LiveFolder(Directory.CreateTempSubdirectory("naftiko-live-").FullName, otel: otel);
        write(folder);
        await folder.StartAsync(control);
        return folder;
    }

    /// <summary>Writes a capability that answers GET /v1/&lt;name&gt; with a text, and has a tool of the same answer.</summary>
    public void Write(string name, string answer, int? port = null) => Replace($"{name}.yaml", $$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: rest
            namespace: {{name}}-rest
            port: {{port ?? Port}}
            resources:
            - path: /v1/{{name}}
              operations:
              - { method: GET, name: get, outputParameters: [ { name: says, type: string, value: "{{answer}}" } ] }
          - type: mcp
            namespace: {{name}}-mcp
            port: {{port ?? Port}}
            tools:
            - { name: {{name}}-{{answer}}, description: Says it., outputParameters: [ { name: says, type: string, value: "{{answer}}" } ] }
        """);

    /// <summary>The path of a capability that was written.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, $"{name}.yaml");

    /// <summary>Replaces a file as editors do: written aside, then moved over the old one.</summary>
    public void Replace(string file, string text)
    {
        var aside = System.IO.Path.Combine(Path, $".{System.IO.Path.GetFileName(file)}.tmp");
        File.WriteAllText(aside, text);
        File.Move(aside, System.IO.Path.Combine(Path, file), overwrite: true);
    }

    /// <summary>The whole path of a file, as diagnostics name it.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public async Task<string> GetAsync(string path, int? port = null)
    {
        using var response = await Http.GetAsync(new Uri($"http://127.0.0.1:{port ?? Port}{path}"), TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.StopAsync(new CancellationToken(true));
        await Server.DisposeAsync();
        _control.Dispose();
        _observatory.Dispose();
        Log.Dispose();
        _client.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private Task StartAsync(OperatorControl? control) =>
        Server.StartAsync(Server.Prepare(CapabilityLoader.Load(_load), control?.ToCapability()), TestContext.Current.CancellationToken);
}
