using System.Net;
using System.Text.Json;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>The HTTP statuses and JSON-RPC codes that a request is refused with.</summary>
public sealed class McpStatusTests
{
    private const string List = """{"jsonrpc":"2.0","id":7,"method":"tools/list"}""";

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    public async Task Post_ContentType_OnlyJson(string type, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(List, ("Content-Type", type));
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.NotAcceptable)]
    [InlineData("text/event-stream", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json;q=0, text/event-stream", HttpStatusCode.NotAcceptable)]
    [InlineData("*/*", HttpStatusCode.OK)]
    [InlineData("text/event-stream;q=0.5, application/*", HttpStatusCode.OK)]
    public async Task Post_Accept_MustCoverBothForms(string accept, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(List, ("Accept", accept));
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"jsonrpc":""", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}""", -32700)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""", -32600)]
    [InlineData("""{"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", -32600)]
    public async Task Post_NoAcceptableMessage_IsBadRequest(string body, int code)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(body);
        await AssertErrorAsync(response, HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Post_UnknownRevision_IsRefusedWithTheKnownOnes()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(List, ("MCP-Protocol-Version", "1999-01-01"));
        var error = await AssertErrorAsync(response, HttpStatusCode.BadRequest, -32022);
        Assert.Equal("1999-01-01", error.GetProperty("data").GetProperty("requested").GetString());
        Assert.Equal(
            ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"],
            error.GetProperty("data").GetProperty("supported").EnumerateArray().Select(version => version.GetString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BodyOverLimit_IsTooLarge(bool chunked)
    {
        await using var host = await StartAsync(new McpLimits { Body = 1000 });
        (string, string)[] headers = chunked ? [("Transfer-Encoding", "chunked")] : [];
        using var fits = await host.PostAsync(List.PadRight(1000), headers);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        using var tooLarge = await host.PostAsync(List.PadRight(1001), headers);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Any_UnknownSession_IsNotFound(string method)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(new HttpMethod(method), method == "POST" ? List : null, (McpHost.Session, "made-up"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("PUT", false, null)]
    [InlineData("PATCH", false, null)]
    [InlineData("GET", false, null)]
    [InlineData("DELETE", false, null)]
    [InlineData("GET", true, null)]
    [InlineData("GET", false, "2026-07-28")]
    [InlineData("DELETE", false, "2026-07-28")]
    public async Task Any_WithoutSessionOrUnknownMethod_IsNotAllowed(string method, bool isStateless, string? revision)
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition(), isStateless: isStateless);
        (string, string)[] headers = revision is null ? [] : [("MCP-Protocol-Version", revision), (McpHost.Session, "x")];
        using var response = await host.SendAsync(new HttpMethod(method), null, headers);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Post_Notification_IsAccepted()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Post_HandshakeRequestWithoutSession_IsAnswered()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(List);
        var answer = await McpHost.JsonAsync(response);
        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.Equal("echo", answer.GetProperty("result").GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.False(answer.GetProperty("result").TryGetProperty("resultType", out _));
    }

    [Fact]
    public async Task Post_HandshakeUnknownMethod_IsOkWithError()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"nothing"}""");
        await AssertErrorAsync(response, HttpStatusCode.OK, -32601);
    }

    [Fact]
    public async Task Post_FailingTool_HidesTheException()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Fail));
        var answer = await McpHost.JsonAsync(response);
        Assert.True(answer.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.DoesNotContain("secret", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BadCursor_IsInvalidParams()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"cursor":"x"}}""");
        await AssertErrorAsync(response, HttpStatusCode.OK, -32602);
    }

    [Theory]
    [InlineData("tools/call", "{}")]
    [InlineData("tools/call", "{\"name\":5}")]
    [InlineData("tools/call", "{\"name\":\"echo\",\"arguments\":[]}")]
    [InlineData("tools/call", "{\"name\":\"unknown\"}")]
    [InlineData("tools/list", "{\"cursor\":5}")]
    public async Task Post_MalformedParameters_IsInvalidParams(string method, string parameters)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync($$"""{"jsonrpc":"2.0","id":7,"method":"{{method}}","params":{{parameters}} }""");
        await AssertErrorAsync(response, HttpStatusCode.OK, -32602);
    }

    [Theory]
    [InlineData(false, -32002)]
    [InlineData(true, -32602)]
    public async Task Post_UnknownResource_CodeFitsTheEra(bool modern, int code)
    {
        await using var host = await StartAsync();
        using var response = modern
            ? await host.PostModernAsync("resources/read", "\"uri\":\"x://y\"", headers: ("Mcp-Name", "x://y"))
            : await host.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"resources/read","params":{"uri":"x://y"}}""");
        await AssertErrorAsync(response, HttpStatusCode.OK, code);
    }

    [Fact]
    public async Task Post_TextWithQuotes_IsNotEscapedMoreThanNeeded()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Echo, """{"text":"\"é<"}"""));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("""
            "text":"\"é<"
            """, text, StringComparison.Ordinal);
    }

    internal static async Task<JsonElement> AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, int code)
    {
        Assert.Equal(status, response.StatusCode);
        var error = (await McpHost.JsonAsync(response)).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetInt32());
        return error;
    }

    private static Task<McpHost> StartAsync(McpLimits? limits = null) => McpHost.StartAsync(new SampleServer().Definition(), limits);
}
