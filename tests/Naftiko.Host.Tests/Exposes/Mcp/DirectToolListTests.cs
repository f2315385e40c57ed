using System.Globalization;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Loading;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>The list of tools that is kept ready is what the SDK's server would have answered.</summary>
public sealed class DirectToolListTests
{
    // A progress token takes the long way; it asks for nothing that a list would answer otherwise.
    private const string Long = """ "_meta":{"progressToken":1} """;

    [Theory]
    [InlineData("2024-11-05", 3)]
    [InlineData("2025-11-25", 3)]
    [InlineData("2025-11-25", 300)]
    public async Task List_Handshake_EqualsTheSdk(string revision, int tools)
    {
        await using var host = await McpHost.StartAsync(Definition(tools));
        using var shortWay = await host.PostAsync(List(""), ("MCP-Protocol-Version", revision));
        using var longWay = await host.PostAsync(List(Long), ("MCP-Protocol-Version", revision));
        await AssertSameAsync(longWay, shortWay, Math.Min(tools, McpAdapter.PageSize));
    }

    [Fact]
    public async Task List_InSession_EqualsTheSdk()
    {
        await using var host = await McpHost.StartAsync(Definition(3));
        var session = await host.OpenAsync();
        using var shortWay = await host.PostAsync(List(""), (McpHost.Session, session));
        using var longWay = await host.PostAsync(List(Long), (McpHost.Session, session));
        await AssertSameAsync(longWay, shortWay, 3);
    }

    [Fact]
    public async Task List_Modern_EqualsTheSdk()
    {
        await using var host = await McpHost.StartAsync(Definition(300));
        using var shortWay = await host.PostModernAsync("tools/list");
        var body = McpHost.ModernBody("tools/list").Replace("\"_meta\":{", "\"_meta\":{\"progressToken\":1,", StringComparison.Ordinal);
        using var longWay = await host.PostAsync(body, ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/list"));
        await AssertSameAsync(longWay, shortWay, McpAdapter.PageSize);
    }

    [Fact]
    public async Task List_Replaced_IsTheNewOne()
    {
        await using var host = await McpHost.StartAsync(Definition(3));
        using var before = await host.PostAsync(List(""));
        host.Endpoint.Replace(Definition(4));
        using var after = await host.PostAsync(List(""));
        Assert.Equal((3, 4), (await CountAsync(before), await CountAsync(after)));
    }

    [Fact]
    public async Task List_WithTheCursorOfThePageBefore_IsTheNextPage()
    {
        await using var host = await McpHost.StartAsync(Definition(300));
        using var first = await host.PostAsync(List(""));
        var cursor = (await McpHost.JsonAsync(first)).GetProperty("result").GetProperty("nextCursor").GetString();
        using var second = await host.PostAsync(List($"\"cursor\":\"{cursor}\""));
        Assert.Equal(50, await CountAsync(second));
    }

    private static async Task AssertSameAsync(HttpResponseMessage longWay, HttpResponseMessage shortWay, int tools)
    {
        Assert.Equal(tools, await CountAsync(shortWay));
        Assert.Equal(await longWay.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await shortWay.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> CountAsync(HttpResponseMessage answer) => (await McpHost.JsonAsync(answer)).GetProperty("result").GetProperty("tools").GetArrayLength();

    private static string List(string parameters) => $$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{ {{parameters}} } }""";

    private static McpDefinition Definition(int tools)
    {
        var items = Enumerable.Range(0, tools).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"    - {{ name: tool-{i}, description: \"Says \\\"{i}\\\" & <more>, é\", hints: {{ readOnly: true }}, outputParameters: [ {{ name: n, type: integer, value: {i} }} ] }}"));
        var folder = Directory.CreateTempSubdirectory("naftiko-list-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "tools.yaml"), """
                naftiko: 1.0.0-beta5
                capability:
                  exposes:
                  - type: mcp
                    namespace: tools
                    tools:

                """ + string.Join('\n', items));
            using var client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System);
            var loaded = CapabilityLoader.Load(new LoadOptions
            {
                Paths = [folder],
                Environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []),
                Compile = new CompileOptions { Client = client, Origins = new OriginRules() },
            });
            var capability = loaded.Files.Single().Capability ?? throw new InvalidOperationException(string.Join('\n', loaded.All));
            var exposure = capability.Exposures.OfType<McpExposure>().Single();
            var bindings = exposure.Tools.Select(t => new ToolBinding(t.Name, t, capability.Redactor, isDryRun: false, telemetry: null)).ToList();
            return McpAdapter.Define("tools", null, null, new McpOffer(bindings, [], [], exposure.Caching));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
