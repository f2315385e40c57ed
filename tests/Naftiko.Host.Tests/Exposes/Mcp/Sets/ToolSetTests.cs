using System.Globalization;
using System.Net;
using System.Text;
using ModelContextProtocol.Client;
using Naftiko.Host.Exposes.Mcp.Sets;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Mcp.Sets;

/// <summary>Each set of a port's tools is a server of its own.</summary>
public sealed class ToolSetTests
{
    private const string Revision = "2025-11-25";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ManyToolsOfASet_ComeInPages()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 300), ("b", 300)));
        await using var client = await SurfaceClient.ConnectAsync(folder, Revision, "/mcp?namespaces=a");
        Assert.Equal(300, (await client.ListToolsAsync(cancellationToken: Token)).Count);
        var first = await client.ListToolsAsync(new ModelContextProtocol.Protocol.ListToolsRequestParams(), Token);
        Assert.Equal((250, "250"), (first.Tools.Count, first.NextCursor));
    }

    [Fact]
    public async Task List_SetAboveTheThreshold_IsSearched_ASmallerOneIsNot()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 501), ("b", 2)));
        await using var large = await SurfaceClient.ConnectAsync(folder, Revision, "/mcp?files=a");
        await using var small = await SurfaceClient.ConnectAsync(folder, Revision, "/mcp?files=b");
        Assert.Equal(["search_tools", "describe_tool", "call_tool"], (await large.ListToolsAsync(cancellationToken: Token)).Select(t => t.Name));
        Assert.Equal(["b-0", "b-1"], (await small.ListToolsAsync(cancellationToken: Token)).Select(t => t.Name));
    }

    [Fact]
    public async Task Session_OfOneSet_IsUnknownToAnother()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 1), ("b", 1)));
        var session = await OpenAsync(folder, "/mcp?namespaces=a");
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp?namespaces=a", session));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp?namespaces=A,a", session));
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp?namespaces=b", session));
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp?namespaces=a,b", session));
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp", session));
    }

    [Fact]
    public async Task Reload_TellsTheSetsThatAreConcerned()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 1), ("b", 1)));
        await using var a = await Listener.ConnectAsync(folder, "/mcp?namespaces=a");
        await using var b = await Listener.ConnectAsync(folder, "/mcp?namespaces=b");

        Write(folder, ("a", 2));
        folder.Server.Reload();
        await a.ToldAsync(1);
        Assert.Equal(["a-0", "a-1"], await a.ToolsAsync());

        // Told once, though two things have changed since: the first was none of its own.
        Write(folder, ("b", 2));
        folder.Server.Reload();
        await b.ToldAsync(1);
        Assert.Equal(["b-0", "b-1"], await b.ToolsAsync());
        Assert.Equal((1, 1), (a.Told, b.Told));
    }

    [Fact]
    public async Task Reload_SetWithoutAnythingInIt_IsGone()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 1), ("b", 1), ("c", 1)));
        var session = await OpenAsync(folder, "/mcp?namespaces=a");
        var mixed = await OpenAsync(folder, "/mcp?namespaces=b,c");
        File.Delete(Path.Combine(folder.Path, "a.yaml"));
        folder.Server.Reload();
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp?namespaces=a", session));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp?namespaces=b,c", mixed));
    }

    [Fact]
    public async Task Reload_OneSurfaceLeft_SetsGoOn()
    {
        await using var folder = await LiveFolder.StartAsync(f => Write(f, ("a", 1), ("b", 1)));
        var session = await OpenAsync(folder, "/mcp?namespaces=a");
        File.Delete(Path.Combine(folder.Path, "b.yaml"));
        folder.Server.Reload();
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp?namespaces=a", session));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp"));
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp?namespaces=b"));
    }

    [Fact]
    public async Task Sets_BeyondTheLimit_EndTheOneUnusedForLongest()
    {
        var names = Enumerable.Range(0, PortServer.MaxSets + 1).Select(i => $"s{i.ToString(CultureInfo.InvariantCulture)}").ToArray();
        await using var folder = await LiveFolder.StartAsync(f => Write(f, [.. names.Select(n => (n, 1))]));
        var first = await OpenAsync(folder, $"/mcp?files={names[0]}");
        var second = await OpenAsync(folder, $"/mcp?files={names[1]}");
        foreach (var name in names[2..^1])
        {
            Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, $"/mcp?files={name}"));
        }

        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, $"/mcp?files={names[0]}", first));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, $"/mcp?files={names[^1]}"));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, $"/mcp?files={names[0]}", first));
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, $"/mcp?files={names[1]}", second));
    }

    [Fact]
    public async Task Guard_StandsBeforeTheSets()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Replace("a.yaml", $$"""
            naftiko: 1.0.0-beta5
            capability:
              exposes:
              - type: mcp
                namespace: a
                port: {{f.Port}}
                authentication: { type: bearer, token: open-sesame }
                tools: [ { name: a, outputParameters: [ { type: string, value: a } ] } ]
            """));
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(folder, "/mcp?namespaces=nothing"));
        folder.Http.DefaultRequestHeaders.Add("Authorization", "Bearer open-sesame");
        Assert.Equal(HttpStatusCode.NotFound, await ListAsync(folder, "/mcp?namespaces=nothing"));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(folder, "/mcp?namespaces=a"));
    }

    /// <summary>A file of that name, with a surface of that namespace, and so many tools.</summary>
    private static void Write(LiveFolder folder, params IReadOnlyList<(string Name, int Tools)> files)
    {
        foreach (var (name, count) in files)
        {
            var tools = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"    - {{ name: {name}-{i}, outputParameters: [ {{ type: string, value: x }} ] }}"));
            folder.Replace($"{name}.yaml", $"""
                naftiko: 1.0.0-beta5
                capability:
                  exposes:
                  - type: mcp
                    namespace: {name}
                    port: {folder.Port}
                    tools:

                """ + string.Join('\n', tools));
        }
    }

    /// <summary>Opens a session and answers its id.</summary>
    private static async Task<string> OpenAsync(LiveFolder folder, string path)
    {
        using var answer = await PostAsync(folder, path, null, """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
            """);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("Mcp-Session-Id"));
    }

    private static async Task<HttpStatusCode> ListAsync(LiveFolder folder, string path, string? session = null)
    {
        using var answer = await PostAsync(folder, path, session, """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(LiveFolder folder, string path, string? session, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{folder.Port}{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        return folder.Http.SendAsync(request, Token);
    }

    /// <summary>A client that counts how often it is told of changed tools.</summary>
    private sealed class Listener(McpClient client) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _came = new(0);
        private int _told;

        public int Told => Volatile.Read(ref _told);

        public static async Task<Listener> ConnectAsync(LiveFolder folder, string path)
        {
            var client = await SurfaceClient.ConnectAsync(folder, Revision, path);
            var listener = new Listener(client);
            client.RegisterNotificationHandler("notifications/tools/list_changed", (_, _) =>
            {
                Interlocked.Increment(ref listener._told);
                listener._came.Release();
                return default;
            });
            await listener.ToolsAsync();
            return listener;
        }

        public async Task ToldAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                Assert.True(await _came.WaitAsync(TimeSpan.FromSeconds(30), Token));
            }
        }

        public async Task<IEnumerable<string>> ToolsAsync() => (await client.ListToolsAsync(cancellationToken: Token)).Select(t => t.Name);

        public ValueTask DisposeAsync()
        {
            _came.Dispose();
            return client.DisposeAsync();
        }
    }
}
