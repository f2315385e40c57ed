using System.Net;
using System.Text;
using ModelContextProtocol.Client;
using Naftiko.Host.Tests.Commands;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Reloading;

/// <summary>What a reload means to MCP sessions.</summary>
public sealed class LiveSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reload_NamespaceThatIsGone_EndsItsSessionsAndStreams()
    {
        await using var folder = await LiveFolder.StartAsync(f => WriteServers(f, "kept", "gone"));
        var kept = await OpenAsync(folder, "kept");
        var gone = await OpenAsync(folder, "gone");
        using var events = await SendAsync(folder, HttpMethod.Get, "gone", null, gone);
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);

        WriteServers(folder, "kept");
        folder.Server.Reload();

        using (var late = await SendAsync(folder, HttpMethod.Post, "gone", McpHost.Call("say"), gone))
        {
            Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        }

        WriteServers(folder, "kept", "gone");
        folder.Server.Reload();

        // The place is new: the session of the old one is unknown there, and its stream has ended.
        using var again = await SendAsync(folder, HttpMethod.Post, "gone", McpHost.Call("say"), gone);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await events.Content.ReadAsByteArrayAsync(Token).WaitAsync(WatchedWriter.Patience, Token);
        using var steady = await SendAsync(folder, HttpMethod.Post, "kept", McpHost.Call("say"), kept);
        Assert.Equal(HttpStatusCode.OK, steady.StatusCode);
    }

    [Fact]
    public async Task Reload_OpenMcpSession_IsToldAndSeesTheNewTools()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        var told = new TaskCompletionSource();
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"http://127.0.0.1:{folder.Port}/a-mcp/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
            new McpClientOptions { ProtocolVersion = "2025-11-25" },
            cancellationToken: Token);
        client.RegisterNotificationHandler("notifications/tools/list_changed", (_, _) =>
        {
            told.TrySetResult();
            return default;
        });
        Assert.Equal("a-one", Assert.Single(await client.ListToolsAsync(cancellationToken: Token)).Name);

        folder.Write("a", "two");
        folder.Server.Reload();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal("a-two", Assert.Single(await client.ListToolsAsync(cancellationToken: Token)).Name);
    }

    /// <summary>A file with an MCP server for each namespace.</summary>
    private static void WriteServers(LiveFolder folder, params string[] namespaces) => folder.Replace("servers.yaml", $$"""
        naftiko: 1.0.0-alpha2
        capability:
          exposes:
        {{string.Join('\n', namespaces.Select(n => $"  - {{ type: mcp, namespace: {n}, port: {folder.Port}, tools: [ {{ name: say, description: Says it., outputParameters: [ {{ name: says, type: string, value: {n} }} ] }} ] }}"))}}
        """);

    private static async Task<string> OpenAsync(LiveFolder folder, string server)
    {
        using var response = await SendAsync(folder, HttpMethod.Post, server, McpHost.Initialize("2025-11-25"), null);
        return response.Headers.GetValues(McpHost.Session).Single();
    }

    private static async Task<HttpResponseMessage> SendAsync(LiveFolder folder, HttpMethod method, string server, string? body, string? session)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{folder.Port}/{server}/mcp"));
        request.Headers.Accept.ParseAdd(body is null ? "text/event-stream" : "application/json, text/event-stream");
        if (session is not null)
        {
            request.Headers.Add(McpHost.Session, session);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await folder.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
