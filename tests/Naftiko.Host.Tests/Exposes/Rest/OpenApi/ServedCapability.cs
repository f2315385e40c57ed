using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Reading;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Tests.Exposes.Rest.OpenApi;

/// <summary>A capability's text, compiled and served on a free loopback port.</summary>
internal sealed class ServedCapability : IAsyncDisposable
{
    private readonly TestHost _host;

    private ServedCapability(Capability capability, DiagnosticBag diagnostics, TestHost host, int port)
    {
        Capability = capability;
        Diagnostics = diagnostics;
        _host = host;
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
    }

    public Capability Capability { get; }

    public DiagnosticBag Diagnostics { get; }

    public HttpClient Client { get; }

    /// <param name="text">The file; its surfaces are all put on one port.</param>
    /// <param name="upstream">What every base URI is replaced with.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="folder">The folder that the file stands in.</param>
    public static async Task<ServedCapability> StartAsync(string text, string? upstream = null, Dictionary<string, string>? variables = null, string folder = "")
    {
        var diagnostics = new DiagnosticBag();
        var capability = Compile(text, upstream, variables, diagnostics);
        var port = TestHost.FreePort();
        var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false);
        var surfaces = builder.Map(capability, folder, diagnostics).Where(s => s.Kind == SurfaceKind.Rest).ToList();
        var host = await TestHost.StartAsync(surfaces, new HostingOptions { PortMap = surfaces.Select(s => s.Port).Distinct().ToDictionary(p => p, _ => port) });
        return new ServedCapability(capability, diagnostics, host, port);
    }

    public static Capability Compile(string text, string? upstream, Dictionary<string, string>? variables, DiagnosticBag diagnostics)
    {
        var root = YamlParser.Parse(new SourceText("file.yml", text), YamlBudget.Default, diagnostics);
        Assert.NotNull(root);
        var file = FileReader.Read("file.yml", root, diagnostics);
        Assert.NotNull(file);
        var environment = new EnvironmentBinds(variables ?? [], null, []);
        var loader = new FileSourceLoader(AllowedPaths.Of([], []));
        var options = new CompileOptions
        {
            Client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System),
            Origins = new OriginRules(),
            BaseUris = upstream is null ? [] : file.Consumes.ToDictionary(c => c.Namespace, _ => upstream),
        };
        return CapabilityCompiler.Compile(file, BindResolver.Resolve(file.Binds, loader, environment, diagnostics), environment, options, loader, diagnostics);
    }

    public async Task<string> GetTextAsync(string path) => await Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async Task<JsonElement> GetJsonAsync(string path) => JsonElement.Parse(await GetTextAsync(path));

    /// <summary>Sends a request and gives the answer's status.</summary>
    /// <param name="line">Method and target.</param>
    /// <param name="body">The body, or null.</param>
    /// <param name="mediaType">Its type.</param>
    /// <param name="headers">Each <c>Name: value</c>.</param>
    public async Task<(int Status, string Body)> SendAsync(string line, string? body = null, string mediaType = "application/json", params string[] headers)
    {
        var parts = line.Split(' ', 2);
        using var request = new HttpRequestMessage(HttpMethod.Parse(parts[0]), parts[1]);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType);
        foreach (var header in headers)
        {
            request.Headers.Add(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _host.DisposeAsync();
    }
}
