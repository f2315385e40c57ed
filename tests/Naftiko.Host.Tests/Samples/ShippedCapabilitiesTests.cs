using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Architecture;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Samples;

/// <summary>What the repository ships loads cleanly, and the first request of the README gets the answer that stands there.</summary>
public sealed class ShippedCapabilitiesTests
{
    public static TheoryData<string> Files =>
    [
        .. new[] { "capabilities", "samples" }.SelectMany(folder => Repository.Files(folder, "*.yaml").Concat(Repository.Files(folder, "*.yml"))),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public void File_LoadsClean(string file)
    {
        var result = Load(Repository.PathOf(file));
        Assert.NotNull(Assert.Single(result.Files).Capability);
        Assert.DoesNotContain(result.All, d => d.Severity != Severity.Info && !IsMissingSentryKey(d));
    }

    [Fact]
    public async Task Capabilities_OnOnePort_DoNotCollide()
    {
        await using var server = await Server.StartAsync();
        Assert.Empty(server.Host.Current.Diagnostics);
    }

    [Fact]
    public async Task Hello_OverRest_Greets()
    {
        await using var server = await Server.StartAsync();
        using var client = new HttpClient();
        var answer = await client.GetStringAsync($"http://localhost:{server.RestPort}/v1/greetings/Ada?excited=true", Cancellation);
        Assert.Equal("""{"message":"Hello, Ada!","to":{"name":"Ada","excited":true}}""", answer);
        Assert.Contains(answer, Repository.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hello_OverRest_RefusesWhatIsNoBoolean()
    {
        await using var server = await Server.StartAsync();
        using var client = new HttpClient();
        using var response = await client.GetAsync($"http://localhost:{server.RestPort}/v1/greetings/Ada?excited=maybe", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Hello_OverMcp_Greets()
    {
        await using var server = await Server.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://localhost:{server.McpPort}/mcp");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"greet","arguments":{"name":"Ada"}}}""", Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("""
            "structuredContent":{"message":"Hello, Ada!","to":{"name":"Ada","excited":false}}
            """, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sentry_WithoutItsKey_NamesTheVariable()
    {
        await using var server = await Server.StartAsync();
        using var client = new HttpClient();
        using var response = await client.GetAsync($"http://localhost:{server.RestPort}/v1/groups/61002/external-issues", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("SENTRY_SYSTEM_API_KEY", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static bool IsMissingSentryKey(Diagnostic diagnostic) =>
        diagnostic.Descriptor == BindDiagnostics.Missing && diagnostic.Message.Contains("SENTRY_SYSTEM_API_KEY", StringComparison.Ordinal);

    private static LoadResult Load(string path) => CapabilityLoader.Load(new LoadOptions
    {
        Paths = [path],
        Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
        Compile = new CompileOptions { Client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System), Origins = new OriginRules() },
    });

    /// <summary>The shipped capabilities, served on free ports.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private Server(CapabilityHost host, int restPort, int mcpPort)
        {
            Host = host;
            RestPort = restPort;
            McpPort = mcpPort;
        }

        public CapabilityHost Host { get; }

        public int RestPort { get; }

        public int McpPort { get; }

        public static async Task<Server> StartAsync()
        {
            var (rest, mcp) = (TestHost.FreePort(), TestHost.FreePort());
            var options = new HostingOptions { PortMap = new Dictionary<int, int> { [8080] = rest, [9090] = mcp } };
            var builder = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false);
            var surfaces = Load(Repository.PathOf("capabilities")).Files.SelectMany(f => builder.Map(f.Capability!, f.File.Folder, [])).ToList();
            var host = new CapabilityHost(options, NullLoggerFactory.Instance);
            Assert.Empty(await host.StartAsync(SnapshotBuilder.Build(surfaces, options, builder.PortMcp), Cancellation));
            return new Server(host, rest, mcp);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
