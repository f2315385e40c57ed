using System.Net.Http.Headers;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Exposes.Authentication;

/// <summary>A capability that is served on a free port, by its real way from the YAML on.</summary>
internal sealed class GuardedHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("naftiko-auth-").FullName;
    private readonly UpstreamClient _client = new(new UpstreamLimits(), TimeProvider.System);
    private readonly SurfaceBuilder _surfaces;
    private readonly CapabilityHost _host;
    private readonly LoadOptions _options;

    private GuardedHost(TimeProvider time, bool isDryRun, Dictionary<string, string> environment)
    {
        _options = new LoadOptions
        {
            Paths = [FilePath],
            Environment = new EnvironmentBinds(environment, null, []),
            Compile = new CompileOptions { Client = _client, Origins = new OriginRules(), Time = time },
        };
        _surfaces = new SurfaceBuilder(Logs, isDryRun, time: time);
        _host = new CapabilityHost(new HostingOptions(), Logs);
    }

    private string FilePath => Path.Combine(_folder, "capability.yaml");

    public LogSink Logs { get; } = new();

    public int Port { get; } = TestHost.FreePort();

    public string Origin => $"http://127.0.0.1:{Port}";

    public HttpClient Http { get; } = new();

    public IReadOnlyList<Diagnostic> Diagnostics { get; private set; } = [];

    /// <param name="yaml">The capability; <c>PORT</c> in it is the port.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="time">The clock of tokens, keys and nonces.</param>
    /// <param name="isDryRun">Whether requests are shown instead of sent.</param>
    public static async Task<GuardedHost> StartAsync(string yaml, Dictionary<string, string>? environment = null, TimeProvider? time = null, bool isDryRun = false)
    {
        time ??= TimeProvider.System;
        var guarded = new GuardedHost(time, isDryRun, environment ?? []);
        await File.WriteAllTextAsync(guarded.FilePath, yaml.Replace("PORT", $"{guarded.Port}", StringComparison.Ordinal));
        Assert.Empty(await guarded._host.StartAsync(guarded.Load(), TestContext.Current.CancellationToken));
        return guarded;
    }

    /// <summary>Loads the file again, as a change of it does.</summary>
    public void Reload() => Assert.Empty(_host.Swap(Load()));

    private Snapshot Load()
    {
        var loaded = CapabilityLoader.Load(_options);
        Diagnostics = [.. loaded.All];
        var file = Assert.Single(loaded.Files);
        Assert.True(file.Capability is not null, string.Join('\n', Diagnostics));
        return SnapshotBuilder.Build([.. _surfaces.Map(file.Capability, file.File.Folder, new DiagnosticBag())], new HostingOptions(), _surfaces.PortMcp);
    }

    public async Task<Answered> GetAsync(string path = "/v1/it", string? authorization = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin + path);
        return await SendAsync(request, authorization, headers);
    }

    public async Task<Answered> SendAsync(HttpRequestMessage request, string? authorization, params (string Name, string Value)[] headers)
    {
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answered((int)response.StatusCode, body, response.Headers);
    }

    /// <summary>No secret in anything that was logged.</summary>
    public void AssertLogsHide(params string[] secrets) =>
        Assert.All(Logs.Entries, entry => Assert.All(secrets, secret => Assert.DoesNotContain(secret, entry.Text, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _surfaces.Dispose();
        await _host.StopAsync(new CancellationToken(true));
        await _host.DisposeAsync();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed record Answered(int Status, string Body, HttpResponseHeaders Headers)
{
    public string Challenge => Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? string.Join('\n', values) : "";
}
