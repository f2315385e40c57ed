using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Mcp.Search;

public sealed class ToolSearchTests
{
    private const string Capability = """
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
          - type: mcp
            namespace: {0}
            port: 9090
            tools:
            - { name: {0}-list-invoices, description: Lists the invoices of a customer., inputParameters: [ { name: customerId, type: string, description: Whose. } ], outputParameters: [ { name: of, type: string, value: "{{customerId}}" } ] }
            - { name: {0}-cancel-shipment, description: Cancels a parcel on its way., outputParameters: [ { name: done, type: boolean, value: true } ] }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("invoices customer", "a-list-invoices")]
    [InlineData("cancel parcels", "a-cancel-shipment")]
    [InlineData("invoi", "a-list-invoices")]
    public async Task Search_Words_FindsTheTool(string query, string expected)
    {
        await using var server = await SearchedServer.StartAsync();
        var found = await server.CallAsync("search_tools", new() { ["query"] = query });
        Assert.Equal(expected, found.GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.Equal("a", found.GetProperty("tools")[0].GetProperty("server").GetString());
    }

    [Theory]
    [InlineData("search_tools", "query", " ", "'query' is missing: what should the tool do, in a few words?")]
    [InlineData("call_tool", "name", "zeppelin", "There is no tool 'zeppelin'. Find tools with search_tools.")]
    public async Task Call_NothingToFind_SaysWhatToDo(string tool, string argument, string value, string expected)
    {
        await using var server = await SearchedServer.StartAsync();
        var result = await server.Client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value }, cancellationToken: Token);
        Assert.True(result.IsError);
        Assert.Equal(expected, result.Content.OfType<ModelContextProtocol.Protocol.TextContentBlock>().Single().Text);
    }

    [Fact]
    public async Task List_Searched_IsThreeToolsThatReachTheOthers()
    {
        await using var server = await SearchedServer.StartAsync();
        Assert.Equal(["search_tools", "describe_tool", "call_tool"], (await server.Client.ListToolsAsync(cancellationToken: Token)).Select(t => t.Name));

        var described = await server.CallAsync("describe_tool", new() { ["name"] = "b-list-invoices" });
        Assert.Equal("customerId", described.GetProperty("inputSchema").GetProperty("required")[0].GetString());

        var answer = await server.CallAsync("call_tool", new() { ["name"] = "b-list-invoices", ["arguments"] = new Dictionary<string, object?> { ["customerId"] = "c7" } });
        Assert.Equal("c7", answer.GetProperty("of").GetString());
    }

    [Fact]
    public async Task Search_WordThatNoToolHas_IsNamed()
    {
        await using var server = await SearchedServer.StartAsync();
        var found = await server.CallAsync("search_tools", new() { ["query"] = "list zeppelins" });
        Assert.Equal(["zeppelins"], found.GetProperty("wordsThatNoToolHas").EnumerateArray().Select(w => w.GetString()));
        Assert.NotEqual(0, found.GetProperty("tools").GetArrayLength());
    }

    [Fact]
    public async Task Search_WhereAToolComesFrom_Counts()
    {
        await using var server = await SearchedServer.StartAsync();
        var found = await server.CallAsync("search_tools", new() { ["query"] = "cancel b", ["limit"] = 1 });
        Assert.Equal("b-cancel-shipment", Assert.Single(found.GetProperty("tools").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task List_CursorThatNoPageGave_IsRefused()
    {
        await using var server = await SearchedServer.StartAsync();
        await Assert.ThrowsAsync<ModelContextProtocol.McpProtocolException>(
            async () => await server.Client.ListToolsAsync(new ModelContextProtocol.Protocol.ListToolsRequestParams { Cursor = "250" }, Token));
    }

    [Fact]
    public async Task Call_UnknownTool_NamesTheNearest()
    {
        await using var server = await SearchedServer.StartAsync();
        var result = await server.Client.CallToolAsync("call_tool", new Dictionary<string, object?> { ["name"] = "list-invoice" }, cancellationToken: Token);
        Assert.True(result.IsError);
        Assert.Contains("a-list-invoices", result.Content.OfType<ModelContextProtocol.Protocol.TextContentBlock>().Single().Text, StringComparison.Ordinal);
    }

    /// <summary>Two surfaces on one port, whose shared server is searched.</summary>
    private sealed class SearchedServer : IAsyncDisposable
    {
        private readonly SurfaceBuilder _surfaces = new(NullLoggerFactory.Instance, isDryRun: false, toolSearch: true);
        private readonly UpstreamClient _upstream = new(new UpstreamLimits(), TimeProvider.System);
        private readonly string _folder = Directory.CreateTempSubdirectory("naftiko-search-").FullName;
        private CapabilityHost? _host;
        private McpClient? _client;

        public McpClient Client => _client ?? throw new InvalidOperationException("Not started.");

        public static async Task<SearchedServer> StartAsync()
        {
            var server = new SearchedServer();
            foreach (var name in (string[])["a", "b"])
            {
                await File.WriteAllTextAsync(Path.Combine(server._folder, $"{name}.yaml"), Capability.Replace("{0}", name, StringComparison.Ordinal), Token);
            }

            var loaded = CapabilityLoader.Load(new LoadOptions
            {
                Paths = [server._folder],
                Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
                Compile = new CompileOptions { Client = server._upstream, Origins = new OriginRules() },
            });
            List<Surface> surfaces = [.. loaded.Files.SelectMany(f => server._surfaces.Map(f.Capability ?? throw new InvalidOperationException(), f.File.Folder, []))];
            var port = TestHost.FreePort();
            var options = new HostingOptions { PortMap = new Dictionary<int, int> { [9090] = port } };
            server._host = new CapabilityHost(options, NullLoggerFactory.Instance);
            Assert.Empty(await server._host.StartAsync(SnapshotBuilder.Build(surfaces, options, server._surfaces.PortMcp), Token));
            server._client = await McpClient.CreateAsync(
                new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"http://127.0.0.1:{port}/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
                cancellationToken: Token);
            return server;
        }

        public async Task<JsonElement> CallAsync(string tool, Dictionary<string, object?> arguments)
        {
            var result = await Client.CallToolAsync(tool, arguments, cancellationToken: Token);
            Assert.NotEqual(true, result.IsError);
            return result.StructuredContent ?? throw new InvalidOperationException("A structured answer was expected.");
        }

        public async ValueTask DisposeAsync()
        {
            await (_client?.DisposeAsync() ?? default);
            await (_host?.StopAsync(new CancellationToken(true)) ?? Task.CompletedTask);
            await (_host?.DisposeAsync() ?? default);
            _surfaces.Dispose();
            _upstream.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
