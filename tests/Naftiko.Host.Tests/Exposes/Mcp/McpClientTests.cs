using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes.Mcp;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>The official C# client, in every revision.</summary>
public sealed class McpClientTests
{
    [Theory]
    [InlineData("2025-03-26", false)]
    [InlineData("2025-06-18", false)]
    [InlineData("2025-11-25", false)]
    [InlineData("2025-11-25", true)]
    [InlineData("2026-07-28", false)]
    [InlineData("2026-07-28", true)]
    [InlineData(null, false)]
    public async Task Client_ListsAndCalls(string? revision, bool direct)
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition(direct));
        await using var client = await ConnectAsync(host, revision);
        Assert.Equal(revision ?? "2026-07-28", client.NegotiatedProtocolVersion);
        Assert.Equal(revision is null or "2026-07-28", client.SessionId is null);

        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["echo", "wait", "progress", "fail", "ask", "where", "region"], tools.Select(tool => tool.Name));
        Assert.Equal("hi", await CallAsync(client, SampleServer.Echo, new() { ["text"] = "hi" }));
        // The client repeats the argument in a header by itself, having seen the schema.
        Assert.Equal("region", await CallAsync(client, SampleServer.Region, new() { ["region"] = "eu é" }));
    }

    [Fact]
    public async Task Client_SessionHearsOfChangedTools()
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition());
        await using var client = await ConnectAsync(host, "2025-11-25");
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (_, _) =>
        {
            heard.TrySetResult();
            return ValueTask.CompletedTask;
        });
        host.Endpoint.Replace(new SampleServer("added").Definition());
        host.Endpoint.NotifyListChanged(McpLists.Tools);
        await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("added", tools[^1].Name);
    }

    private static Task<McpClient> ConnectAsync(McpHost host, string? revision) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = host.Address, TransportMode = HttpTransportMode.StreamableHttp }),
        new McpClientOptions { ProtocolVersion = revision },
        cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<string> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
    }
}
