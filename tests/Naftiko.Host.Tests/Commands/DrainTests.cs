using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

/// <summary>What clients of the real process see when it is told to stop.</summary>
public sealed class DrainTests
{
    private const int Clients = 8;
    private const int Enough = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Two replicas, eight clients that call an MCP tool over kept connections without a pause; one replica is stopped meanwhile. Counted is every request
    /// that was sent: all must be answered, none may have to be repeated. A connection that is refused has carried none.
    /// </summary>
    [Fact]
    public async Task Sigterm_UnderLoad_FailsNoRequest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var folder = new TestFolder();
        var (stopped, staying) = (TestHost.FreePort(), TestHost.FreePort());
        await using var first = Serve(folder, stopped);
        await using var second = Serve(folder, staying);
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());

        using var warm = new CountdownEvent(Clients);
        var allWarm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(_ => new KeepAliveClient([stopped, staying], "/mcp", Call)).ToList();
        var running = clients.Select(client => client.RunAsync(IsEnough, Cancellation)).ToList();
        await Task.WhenAny(allWarm.Task, Task.WhenAll(running));
        first.Terminate();
        await Task.WhenAll(running);

        Assert.Empty(clients.SelectMany(client => client.Failed));
        Assert.Equal(0, await first.ExitAsync());
        Assert.All(clients, client => Assert.Equal(Enough, client.Answered[1]));

        bool IsEnough(KeepAliveClient client)
        {
            if (client.Answered is [Enough, 0] && warm.Signal())
            {
                allWarm.SetResult();
            }

            return client.Answered[1] == Enough;
        }
    }

    /// <summary>A client that was between two requests when the ports were closed.</summary>
    [Fact]
    public async Task Sigterm_NextRequestOfAKeptConnection_IsAnswered()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var folder = new TestFolder();
        var port = TestHost.FreePort();
        await using var naftiko = Serve(folder, port);
        await naftiko.ReadyAsync();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var client = new HttpClient(handler);
        Assert.Equal((HttpStatusCode.OK, false), await PostAsync(client, port));

        naftiko.Terminate();
        await naftiko.Out.WaitForAsync("stopping");
        await RefusesAsync(port);

        Assert.Equal((HttpStatusCode.OK, true), await PostAsync(client, port));
        Assert.Equal(0, await naftiko.ExitAsync());
    }

    [Fact]
    public async Task DrainDelay_NewConnections_AreAnsweredAndProbesSayNotReady()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var folder = new TestFolder();
        var (port, control) = (TestHost.FreePort(), TestHost.FreePort());
        await using var naftiko = Serve(folder, port, "--drain-delay", "10m", "--control", control.ToString(CultureInfo.InvariantCulture));
        await naftiko.ReadyAsync();
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, control, "/health/ready"));

        naftiko.Terminate();
        await naftiko.Out.WaitForAsync("stopping");

        Assert.Equal((HttpStatusCode.OK, true), await PostAsync(client, port));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, control, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, control, "/health/live"));
    }

    [Fact]
    public async Task Sigterm_ConnectionNeverUsed_DoesNotKeepTheProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var folder = new TestFolder();
        var port = TestHost.FreePort();
        await using var naftiko = Serve(folder, port);
        await naftiko.ReadyAsync();
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        naftiko.Terminate();
        Assert.Equal(0, await naftiko.ExitAsync());
    }

    [Fact]
    public async Task McpStateless_Initialize_OpensNoSession()
    {
        using var folder = new TestFolder();
        var port = TestHost.FreePort();
        await using var naftiko = Serve(folder, port, "--mcp-stateless");
        await naftiko.ReadyAsync();
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri($"http://localhost:{port}/mcp"), Json(Initialize), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Mcp-Session-Id"));
        Assert.DoesNotContain("listChanged\":true", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        // One that another replica has opened before it was made stateless.
        using var call = Json(Call);
        call.Headers.Add("Mcp-Session-Id", "of-another-replica");
        using var called = await client.PostAsync(new Uri($"http://localhost:{port}/mcp"), call, Cancellation);
        Assert.Contains("Hello, Ada!", await called.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static NaftikoProcess Serve(TestFolder folder, int port, params string[] options) => NaftikoProcess.Start(
        folder.Path, ["serve", folder.Add("greeter.yml", Greeter), "--port-map", $"9090={port}", "--log-level", "warning", "--no-watch", .. options]);

    /// <summary>Calls the tool; tells the status, and whether the answer ends the connection.</summary>
    private static async Task<(HttpStatusCode Status, bool IsLast)> PostAsync(HttpClient client, int port)
    {
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/mcp"), Json(Call), Cancellation);
        return (answer.StatusCode, answer.Headers.ConnectionClose == true);
    }

    /// <summary>Completes when the port takes no connection any more.</summary>
    private static async Task RefusesAsync(int port)
    {
        try
        {
            while (true)
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, Cancellation);
            }
        }
        catch (SocketException)
        {
            // Closed.
        }
    }

    private static StringContent Json(string text) => new(text, null, "application/json");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, int port, string path)
    {
        using var answer = await client.GetAsync(new Uri($"http://localhost:{port}{path}"), Cancellation);
        return answer.StatusCode;
    }

    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"greet","arguments":{"name":"Ada"}}}""";

    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private const string Greeter = """
        naftiko: "1.0.0-alpha2"
        capability:
          exposes:
            - type: mcp
              port: 9090
              namespace: greeter
              tools:
                - name: greet
                  description: Greets
                  inputParameters:
                    - { name: name, type: string, description: Whom }
                  outputParameters:
                    - { name: message, type: string, value: "Hello, {{name}}!" }
        """;
}
