using System.Net;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>The short way for plain calls answers exactly as the SDK's server does.</summary>
public sealed class DirectToolCallTests
{
    private const string Arguments = """{"text":"a \"quoted\" é < >"}""";
    private const string Parameters = $"\"name\":\"echo\",\"arguments\":{Arguments}";

    [Fact]
    public Task Call_Modern_EqualsTheSdk() => AssertSameAsync(host => host.PostModernAsync("tools/call", Parameters, id: "\"x\""));

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-11-25")]
    public Task Call_HandshakeWithoutSession_EqualsTheSdk(string revision) =>
        AssertSameAsync(host => host.PostAsync(McpHost.Call(SampleServer.Echo, Arguments), ("MCP-Protocol-Version", revision)));

    [Fact]
    public Task Call_InSession_EqualsTheSdk() =>
        AssertSameAsync(async host => await host.PostAsync(McpHost.Call(SampleServer.Echo, Arguments), (McpHost.Session, await host.OpenAsync())));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_ToolNotTaken_IsAnsweredByTheSdk(bool modern)
    {
        await using var host = await McpHost.StartAsync(new SampleServer("other").Definition(direct: true));
        using var response = modern ? await host.PostModernAsync("tools/call", "\"name\":\"other\"") : await host.PostAsync(McpHost.Call("other"));
        var answer = await McpHost.JsonAsync(response);
        Assert.Equal("other", McpModernTests.TextOf(answer));
    }

    [Fact]
    public async Task Call_UnknownTool_IsAProtocolError()
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition(direct: true));
        using var response = await host.PostAsync(McpHost.Call("unknown"));
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.OK, -32602);
    }

    [Theory]
    [InlineData("\"requestState\":\"s\"")]
    [InlineData("\"inputResponses\":{}")]
    [InlineData("\"task\":{}")]
    [InlineData("\"_meta\":{\"progressToken\":1}")]
    public async Task Call_NotPlain_TakesTheLongWay(string more)
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition(direct: true));
        using var response = await host.PostAsync(
            $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"},{{more}} } }""");
        Assert.Equal("x", McpModernTests.TextOf(await McpHost.JsonAsync(response)));
        Assert.Equal(0, server.DirectCalls);
    }

    /// <summary>Nothing of it is read on the short way, and it is refused all the same.</summary>
    [Theory]
    [InlineData("\"io.modelcontextprotocol/clientCapabilities\":{\"roots\":7}")]
    [InlineData("\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/clientInfo\":7")]
    [InlineData("\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/clientInfo\":{\"name\":\"n\"}")]
    public async Task Call_ModernWithMalformedMeta_IsInvalidParams(string meta)
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition(direct: true));
        using var response = await host.PostAsync(
            McpHost.ModernBody("tools/call", Parameters).Replace("\"io.modelcontextprotocol/clientCapabilities\":{}", meta, StringComparison.Ordinal),
            ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "echo"));
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.BadRequest, -32602);
        Assert.Equal(0, server.DirectCalls);
    }

    [Fact]
    public async Task Call_Fails_HidesTheExceptionAndWhatWasWritten()
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition(direct: true));
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Fail));
        var error = await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.OK, -32603);
        Assert.Equal("An error occurred.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Call_ClientLeaves_IsCancelled()
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition(direct: true));
        using var leaving = new CancellationTokenSource();
        var pending = host.PostModernAsync("tools/call", "\"name\":\"wait\"", "1", leaving.Token);
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AssertSameAsync(Func<McpHost, Task<HttpResponseMessage>> call)
    {
        var server = new SampleServer();
        await using var direct = await McpHost.StartAsync(server.Definition(direct: true));
        await using var sdk = await McpHost.StartAsync(new SampleServer().Definition());
        using var shortWay = await call(direct);
        using var longWay = await call(sdk);
        Assert.Equal(1, server.DirectCalls);
        Assert.Equal(HttpStatusCode.OK, shortWay.StatusCode);
        Assert.Equal((await McpHost.JsonAsync(longWay)).GetRawText(), (await McpHost.JsonAsync(shortWay)).GetRawText());
    }
}
