using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Tests.Commands;

/// <summary>What only the real process can show: signals, standard streams, the working folder.</summary>
public class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sigterm_RequestInFlight_IsAnsweredAndTheExitCodeIsZero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        using var folder = new TestFolder();
        var (file, port) = folder.AddFleet(upstream: $"http://{upstream.LocalEndpoint}");
        await using var naftiko = NaftikoProcess.Start(folder.Path, "serve", file, "--env-file", folder.AddSecret());
        await naftiko.Out.WaitForAsync("Try:");
        using var client = new HttpClient();
        var answer = client.GetAsync(new Uri($"http://localhost:{port}/fleet/ships/7"), Cancellation);
        using var call = await upstream.AcceptTcpClientAsync(Cancellation);
        var request = new byte[4096];
        var length = await call.GetStream().ReadAsync(request, Cancellation);
        Assert.True(length > 0);

        naftiko.Terminate();
        await naftiko.Out.WaitForAsync("stopping");
        await call.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}"u8.ToArray(), Cancellation);

        using var response = await answer;
        Assert.Equal("{\"a\":1}", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await naftiko.ExitAsync());
        Assert.DoesNotContain(TestFolder.Secret, naftiko.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoArguments_WithAFolder_ServesIt()
    {
        using var folder = new TestFolder();
        var (_, port) = folder.AddFleet("capabilities/fleet.yml");
        await using var naftiko = NaftikoProcess.Start(folder.Path);
        await naftiko.Out.WaitForAsync("Try:");
        await naftiko.Out.WaitForAsync("call ");
        Assert.Contains($"http://localhost:{port}/fleet", naftiko.Out.Text, StringComparison.Ordinal);
        Assert.Contains(NaftikoProgram.Published is null ? "dotnet run --project " : "  naftiko call ", naftiko.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoArguments_WithoutTheFolder_Help()
    {
        using var folder = new TestFolder();
        await using var naftiko = NaftikoProcess.Start(folder.Path);
        Assert.Equal(0, await naftiko.ExitAsync());
        await naftiko.Out.WaitForAsync("Usage:");
    }

    [Fact]
    public async Task Call_InTheFolder_NeedsNoFile()
    {
        using var folder = new TestFolder();
        folder.AddFleet("capabilities/fleet.yml");
        await using var naftiko = NaftikoProcess.Start(folder.Path, "call", "ping");
        Assert.Equal(0, await naftiko.ExitAsync());
        await naftiko.Out.WaitForAsync("""{"ok":"yes"}""");
    }

    [Fact]
    public async Task Stdio_Client_SeesTheToolsOfAllMcpSurfacesTogether()
    {
        using var folder = new TestFolder();
        var file = folder.Add("tools.yml", TwoServers);
        var log = new WatchedWriter();
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = NaftikoProgram.Command,
            Arguments = [.. NaftikoProgram.Arguments("serve", "--stdio", file)],
            StandardErrorLines = log.WriteLine,
        });
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: Cancellation);
        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
        Assert.Equal(["one_hello", "two_hello", "bye"], tools.Select(t => t.Name));

        var result = await client.CallToolAsync("two_hello", cancellationToken: Cancellation);
        Assert.Equal("""{"from":"two"}""", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        await log.WaitForAsync("NFK2003"); // diagnostics have no other way out
    }

    private const string TwoServers = """
        naftiko: "1.0.0-alpha2"
        capability:
          exposes:
            - type: mcp
              port: 9090
              namespace: one
              unheardOf: true
              tools:
                - name: hello
                  description: Hello
                  outputParameters:
                    - { name: from, type: string, value: one }
            - type: mcp
              transport: stdio
              namespace: two
              tools:
                - name: hello
                  description: Hello
                  outputParameters:
                    - { name: from, type: string, value: two }
                - name: bye
                  description: Bye
                  outputParameters:
                    - { name: from, type: string, value: two }
        """;
}
