using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>One server over a pair of streams.</summary>
public sealed class McpStdioTests
{
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private static readonly string Initialize = Request(1, "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}""");

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Run_ClientOverPipes_ListsCallsAndEndsWithTheInput(string revision)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = Server(toServer, toClient);
        var running = server.RunAsync(TestContext.Current.CancellationToken);
        await using (var client = await ConnectAsync(toServer, toClient, revision))
        {
            Assert.Equal(revision, client.NegotiatedProtocolVersion);
            var result = await client.CallToolAsync(
                SampleServer.Echo, new Dictionary<string, object?> { ["text"] = "hi" }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal("hi", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        }

        await toServer.Writer.CompleteAsync();
        await running.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Requests from a pipe that ends: <c>printf … | naftiko serve --stdio</c>.</summary>
    [Fact]
    public async Task Run_InputEndsAtOnce_AllIsAnswered()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var sample = new SampleServer();
        await using var server = new McpStdio(sample.Definition(), toServer.Reader.AsStream(), toClient.Writer.AsStream(), NullLoggerFactory.Instance);
        await EndAfterAsync(toServer, Initialize, Initialized, Request(2, "tools/list", "{}"), Request(3, "tools/call", """{"name":"late"}"""));
        var running = server.RunAsync(TestContext.Current.CancellationToken);
        await sample.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        sample.LateGoesOn.SetResult();
        await running.WaitAsync(TestContext.Current.CancellationToken);
        await toClient.Writer.CompleteAsync();

        using var output = new StreamReader(toClient.Reader.AsStream());
        var answers = (await output.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([1, 2, 3], answers.Select(answer => JsonElement.Parse(answer)).Where(answer => answer.TryGetProperty("result", out _))
            .Select(answer => answer.GetProperty("id").GetInt32()).Order());
    }

    [Fact]
    public async Task Run_InputEndsAfterAWithdrawal_DoesNotWaitForWhatGetsNoAnswer()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = Server(toServer, toClient);
        await EndAfterAsync(toServer, Initialize, Initialized, Request(2, "tools/call", """{"name":"wait"}"""), """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""");
        await server.RunAsync(TestContext.Current.CancellationToken).WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_InputEndsWhileSomebodyListens_DoesNotListenOn()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = Server(toServer, toClient);
        await EndAfterAsync(toServer, McpHost.ModernBody("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}", "\"s\""));
        await server.RunAsync(TestContext.Current.CancellationToken).WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task NotifyListChanged_HandshakeClient_HearsOfTheReplacedTools()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = Server(toServer, toClient);
        var running = server.RunAsync(TestContext.Current.CancellationToken);
        await using var client = await ConnectAsync(toServer, toClient, "2025-11-25");
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
        {
            heard.TrySetResult();
            return ValueTask.CompletedTask;
        });
        server.Replace(new SampleServer("added").Definition());
        await server.NotifyListChangedAsync(McpLists.Tools, TestContext.Current.CancellationToken);
        await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("added", tools[^1].Name);
    }

    [Fact]
    public async Task NotifyListChanged_Subscription_HearsUnderItsId()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = Server(toServer, toClient);
        var running = server.RunAsync(TestContext.Current.CancellationToken);
        await using var input = new StreamWriter(toServer.Writer.AsStream());
        using var output = new StreamReader(toClient.Reader.AsStream());
        var listen = McpHost.ModernBody("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}", "\"s\"");
        await input.WriteAsync(listen + "\n");
        await input.FlushAsync(TestContext.Current.CancellationToken);
        var acknowledged = await output.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("notifications/subscriptions/acknowledged", acknowledged, StringComparison.Ordinal);
        await server.NotifyListChangedAsync(McpLists.Tools, TestContext.Current.CancellationToken);
        var changed = await output.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("notifications/tools/list_changed", changed, StringComparison.Ordinal);
        Assert.Contains("\"s\"", changed, StringComparison.Ordinal);
    }

    private static string Request(int id, string method, string parameters) => $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    private static async Task EndAfterAsync(Pipe pipe, params string[] messages)
    {
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message + "\n"))), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
    }

    private static McpStdio Server(Pipe toServer, Pipe toClient) =>
        new(new SampleServer().Definition(), toServer.Reader.AsStream(), toClient.Writer.AsStream(), NullLoggerFactory.Instance);

    private static Task<McpClient> ConnectAsync(Pipe toServer, Pipe toClient, string revision) => McpClient.CreateAsync(
        new StreamClientTransport(toServer.Writer.AsStream(leaveOpen: true), toClient.Reader.AsStream(leaveOpen: true), NullLoggerFactory.Instance),
        new McpClientOptions { ProtocolVersion = revision },
        cancellationToken: TestContext.Current.CancellationToken);
}
