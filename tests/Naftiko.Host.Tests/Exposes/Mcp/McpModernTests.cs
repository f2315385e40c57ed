using System.Net;
using System.Text.Json;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>2026-07-28: headers that repeat the body, complete <c>_meta</c>, methods that are gone, subscriptions.</summary>
public sealed class McpModernTests
{
    private const string EchoCall = "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}";

    [Fact]
    public async Task Discover_OffersTheRevisionAndListChanges()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("server/discover");
        var result = (await McpHost.JsonAsync(response)).GetProperty("result");
        Assert.Equal("2026-07-28", result.GetProperty("supportedVersions")[0].GetString());
        Assert.True(result.GetProperty("capabilities").GetProperty("tools").GetProperty("listChanged").GetBoolean());
        Assert.False(result.GetProperty("capabilities").GetProperty("resources").TryGetProperty("subscribe", out _));
        Assert.Equal("complete", result.GetProperty("resultType").GetString());
    }

    [Fact]
    public async Task List_CarriesCachingHints()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("tools/list");
        var result = (await McpHost.JsonAsync(response)).GetProperty("result");
        Assert.Equal(0, result.GetProperty("ttlMs").GetInt32());
        Assert.Equal("private", result.GetProperty("cacheScope").GetString());
    }

    [Theory]
    [InlineData("MCP-Protocol-Version", "")]
    [InlineData("MCP-Protocol-Version", "2025-11-25")]
    [InlineData("Mcp-Method", "")]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", "TOOLS/CALL")]
    [InlineData("Mcp-Name", "")]
    [InlineData("Mcp-Name", "other")]
    [InlineData("Mcp-Name", "=?base64?!?=")]
    public async Task Post_HeaderMissingOrDifferent_IsHeaderMismatch(string header, string value)
    {
        await using var host = await StartAsync();
        var headers = new Dictionary<string, string>
        {
            ["MCP-Protocol-Version"] = "2026-07-28",
            ["Mcp-Method"] = "tools/call",
            ["Mcp-Name"] = "echo",
            [header] = value,
        };
        using var response = await host.PostAsync(
            McpHost.ModernBody("tools/call", EchoCall),
            [.. headers.Where(entry => entry.Value.Length > 0).Select(entry => (entry.Key, entry.Value))]);
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.BadRequest, -32020);
    }

    [Theory]
    [InlineData("  echo  ")]
    [InlineData("=?base64?ZWNobw==?=")]
    public async Task Post_NameHeaderEncodedOrPadded_IsAccepted(string name)
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("tools/call", EchoCall, headers: ("Mcp-Name", name));
        Assert.Equal("hi", TextOf(await McpHost.JsonAsync(response)));
    }

    [Theory]
    [InlineData("{}", "eu", HttpStatusCode.BadRequest)]
    [InlineData("{\"region\":null}", null, HttpStatusCode.OK)]
    [InlineData("{\"region\":\"eu\"}", "eu", HttpStatusCode.OK)]
    [InlineData("{\"region\":\"é\"}", "=?base64?w6k=?=", HttpStatusCode.OK)]
    [InlineData("{\"region\":\"eu\"}", "us", HttpStatusCode.BadRequest)]
    [InlineData("{\"region\":\"eu\"}", null, HttpStatusCode.BadRequest)]
    [InlineData("{\"region\":{}}", "eu", HttpStatusCode.BadRequest)]
    public async Task Call_ParameterHeader_MustRepeatTheArgument(string arguments, string? header, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        (string, string)[] headers = header is null ? [] : [("Mcp-Param-Region", header)];
        using var response = await host.PostModernAsync("tools/call", $"\"name\":\"region\",\"arguments\":{arguments}", headers: headers);
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"_meta\":{}}")]
    [InlineData("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}")]
    [InlineData("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":7}}")]
    [InlineData("{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{\"roots\":7}}}")]
    public async Task Post_MetaIncomplete_IsInvalidParams(string parameters)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(
            $$$"""{"jsonrpc":"2.0","id":"a","method":"tools/list","params":{{{parameters}}}}""",
            ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", "tools/list"));
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.BadRequest, -32602);
    }

    [Fact]
    public async Task Post_LaterRevision_IsRefusedWithTheModernOnes()
    {
        await using var host = await StartAsync();
        var body = McpHost.ModernBody("tools/list").Replace("2026-07-28", "2099-01-01", StringComparison.Ordinal);
        using var response = await host.PostAsync(body, ("MCP-Protocol-Version", "2099-01-01"), ("Mcp-Method", "tools/list"));
        var error = await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.BadRequest, -32022);
        Assert.Equal("""{"supported":["2026-07-28"],"requested":"2099-01-01"}""", error.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("initialize")]
    [InlineData("ping")]
    [InlineData("logging/setLevel")]
    [InlineData("resources/subscribe")]
    [InlineData("resources/unsubscribe")]
    [InlineData("nothing/known")]
    public async Task Post_MethodGoneOrUnknown_IsNotFound(string method)
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync(method);
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.NotFound, -32601);
    }

    [Fact]
    public async Task Call_StringId_ComesBack()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("tools/call", EchoCall, id: "\"a\"");
        Assert.Equal("a", (await McpHost.JsonAsync(response)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Call_SameIdOfTwoClients_DoNotTouchEachOther()
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition());
        using var leaving = new CancellationTokenSource();
        var pending = host.PostModernAsync("tools/call", "\"name\":\"wait\"", "1", leaving.Token);
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var response = await host.PostModernAsync("tools/call", EchoCall, id: "1");
        Assert.Equal("hi", TextOf(await McpHost.JsonAsync(response)));
        Assert.False(pending.IsCompleted);
        await leaving.CancelAsync();
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Call_ClientLeaves_IsCancelled()
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition());
        using var leaving = new CancellationTokenSource();
        var pending = host.PostModernAsync("tools/call", "\"name\":\"wait\"", "1", leaving.Token);
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Call_HandlerWritesAfterTheClientLeft_IsIgnored()
    {
        var server = new SampleServer(SampleServer.Late);
        await using var host = await McpHost.StartAsync(server.Definition());
        using var leaving = new CancellationTokenSource();
        var pending = host.PostModernAsync("tools/call", "\"name\":\"late\"", "1", leaving.Token);
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await host.Handled.WaitAsync(TestContext.Current.CancellationToken);
        server.LateGoesOn.SetResult();
        await server.LateReported.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Call_Progress_ArrivesOnTheStreamBeforeTheResult()
    {
        await using var host = await StartAsync();
        var body = McpHost.ModernBody("tools/call", "\"name\":\"progress\"")
            .Replace("\"_meta\":{", "\"_meta\":{\"progressToken\":\"p\",", StringComparison.Ordinal);
        using var streamed = await host.PostAsync(body, ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "progress"));
        using var events = await McpHost.EventsAsync(streamed);
        Assert.Equal("notifications/progress", await events.MethodAsync());
        Assert.Equal("done", TextOf((await events.NextAsync())!.Value));
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Listen_ReportsWhatWasAskedForUnderTheClientsId()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync(
            "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true,\"promptsListChanged\":true}", id: "\"sub\"");
        using var events = await McpHost.EventsAsync(response);
        var acknowledged = (await events.NextAsync())!.Value;
        Assert.Equal("notifications/subscriptions/acknowledged", acknowledged.GetProperty("method").GetString());
        Assert.Equal("""{"toolsListChanged":true}""", acknowledged.GetProperty("params").GetProperty("notifications").GetRawText());

        host.Endpoint.NotifyListChanged(McpLists.Resources);
        host.Endpoint.NotifyListChanged(McpLists.Tools);
        var changed = (await events.NextAsync())!.Value;
        Assert.Equal("notifications/tools/list_changed", changed.GetProperty("method").GetString());
        Assert.Equal("sub", changed.GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetString());
    }

    [Fact]
    public async Task Listen_EndpointDisposed_IsAnswered()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("subscriptions/listen", "\"notifications\":{}", id: "5");
        using var events = await McpHost.EventsAsync(response);
        Assert.Equal("notifications/subscriptions/acknowledged", await events.MethodAsync());
        host.Endpoint.Dispose();
        Assert.Equal(5, (await events.NextAsync())!.Value.GetProperty("id").GetInt32());
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Replace_SubscriptionGoesOnAndNextRequestSeesTheNewTools()
    {
        await using var host = await StartAsync();
        using var response = await host.PostModernAsync("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}");
        using var events = await McpHost.EventsAsync(response);
        await events.NextAsync();
        host.Endpoint.Replace(new SampleServer("added").Definition());
        host.Endpoint.NotifyListChanged(McpLists.Tools);
        Assert.Equal("notifications/tools/list_changed", await events.MethodAsync());
        using var call = await host.PostModernAsync("tools/call", "\"name\":\"added\"");
        Assert.Equal("added", TextOf(await McpHost.JsonAsync(call)));
    }

    internal static string? TextOf(JsonElement answer) => answer.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString();

    private static Task<McpHost> StartAsync() => McpHost.StartAsync(new SampleServer().Definition());
}
