using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Architecture;
using Naftiko.Host.Tests.Cases;

namespace Naftiko.Host.Tests.Tutorial;

/// <summary>One file of the tutorial, served against the stand-in of its backend.</summary>
internal sealed class TutorialStep : IAsyncDisposable
{
    private readonly UpstreamClient _client;
    private readonly CapabilityHost _host;
    private readonly Dictionary<int, int> _ports;
    private readonly Dictionary<string, int> _portOf;
    private readonly HttpClient _http = new();

    private TutorialStep(Shipyard backend, LoadedFile file, CapabilityHost host, UpstreamClient client, Dictionary<int, int> ports, Dictionary<string, int> portOf) =>
        (Backend, File, _host, _client, _ports, _portOf) = (backend, file, host, client, ports, portOf);

    public Shipyard Backend { get; }

    public LoadedFile File { get; }

    /// <summary>The tutorial of a generation, where a checkout has it beside it; null otherwise.</summary>
    public static string? Folder(string generation)
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "data", generation);
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }

    public static async Task<TutorialStep> ServeAsync(string generation, int step, CancellationToken cancellationToken)
    {
        var folder = Folder(generation);
        Assert.SkipUnless(folder is not null, "No tutorial beside the repository.");
        var path = Directory.GetFiles(folder, $"step-{step}-*").Single();
        var backend = await Shipyard.StartAsync(cancellationToken);
        backend.WantsCredentials = step >= 3;
        var client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System);
        var loaded = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [path],
            Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
            Compile = new CompileOptions
            {
                Client = client,
                Origins = new OriginRules(),
                BaseUris = new Dictionary<string, string> { ["registry"] = backend.Registry, ["legacy"] = backend.Dockyard },
            },
        });
        var file = Assert.Single(loaded.Files);
        Assert.NotNull(file.Capability);
        var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false);
        var surfaces = builder.Map(file.Capability, file.File.Folder, []).ToList();
        var ports = surfaces.Select(s => s.Port).Distinct().ToDictionary(p => p, _ => CasePorts.Take());
        var options = new HostingOptions { PortMap = ports };
        var host = new CapabilityHost(options, NullLoggerFactory.Instance);
        Assert.Empty(await host.StartAsync(SnapshotBuilder.Build(surfaces, options, builder.PortMcp), cancellationToken));
        return new TutorialStep(backend, file, host, client, ports, surfaces.ToDictionary(s => s.Namespace, s => s.Port));
    }

    /// <summary>What a tool answers, as JSON: its structured content.</summary>
    public async Task<string> CallAsync(string tool, string arguments, string? token = "sk-mcp-YYYYYYYYYYYY")
    {
        var result = (await RpcAsync("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}""", token)).GetProperty("result");
        Assert.False(result.GetProperty("isError").GetBoolean(), result.GetRawText());
        var content = result.GetProperty("structuredContent");
        return content.TryGetProperty("result", out var inner) ? inner.GetRawText() : content.GetRawText();
    }

    public async Task<JsonElement> ToolAsync(string name) =>
        (await ToolsAsync()).EnumerateArray().Single(t => t.GetProperty("name").GetString() == name);

    public async Task<JsonElement> ToolsAsync() => (await RpcAsync("tools/list", "{}", "sk-mcp-YYYYYYYYYYYY")).GetProperty("result").GetProperty("tools");

    /// <summary>Method and path of each operation, as the surface's own OpenAPI document has them; none without a REST surface.</summary>
    public async Task<IReadOnlyList<string>> OperationsAsync()
    {
        if (!_portOf.ContainsKey("shipyard-api"))
        {
            return [];
        }

        var paths = JsonElement.Parse((await RestAsync(HttpMethod.Get, "/shipyard-api/openapi.json")).Body).GetProperty("paths");
        return [.. paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))];
    }

    /// <summary>Whether the step has skills.</summary>
    public bool HasSkills => _portOf.ContainsKey("shipyard-skills");

    public async Task<(int Status, string Body)> SkillAsync(string path)
    {
        using var response = await _http.GetAsync(Uri("shipyard-skills", path), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The files of a skill's download, with their texts.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DownloadAsync(string skill)
    {
        await using var stream = await _http.GetStreamAsync(Uri("shipyard-skills", $"/skills/{skill}/download"), TestContext.Current.CancellationToken);
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            files.Add(entry.FullName, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        return files;
    }

    public async Task<HttpResponseMessage> PostMcpAsync(string method, string parameters, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Uri("shipyard-tools", "/mcp"))
        {
            Content = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(int Status, string Body)> RestAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, Uri("shipyard-api", path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.StopAsync(new CancellationToken(true));
        await _host.DisposeAsync();
        _client.Dispose();
        await Backend.DisposeAsync();
    }

    private Uri Uri(string surface, string path) => new($"http://127.0.0.1:{_ports[_portOf[surface]]}{path}");

    private async Task<JsonElement> RpcAsync(string method, string parameters, string? token)
    {
        using var response = await PostMcpAsync(method, parameters, token);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        var json = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..];
        return JsonElement.Parse(json);
    }
}
