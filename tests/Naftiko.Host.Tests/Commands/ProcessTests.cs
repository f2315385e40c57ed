using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Tests.Hosting;

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
        await using var client = await McpClient.CreateAsync(transport, new McpClientOptions { InitializationTimeout = WatchedWriter.Patience }, cancellationToken: Cancellation);
        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
        Assert.Equal(["one_hello", "two_hello", "bye"], tools.Select(t => t.Name));

        var result = await client.CallToolAsync("two_hello", cancellationToken: Cancellation);
        Assert.Equal("""{"from":"two"}""", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
        await log.WaitForAsync("NFK2003"); // diagnostics have no other way out
    }

    [Fact]
    public async Task Serve_NoWatch_AsksTheSystemForNoWatch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux shows what a process watches");
        using var folder = new TestFolder();
        var (file, port) = folder.AddFleet();
        await using var watching = NaftikoProcess.Start(folder.Path, "serve", file, "--port-map", $"{port}={TestHost.FreePort()}");
        await using var still = NaftikoProcess.Start(folder.Path, "serve", file, "--no-watch");
        await watching.Out.WaitForAsync("Try:");
        await still.Out.WaitForAsync("Try:");

        Assert.NotEqual(0, WatchesOf(watching));
        Assert.Equal(0, WatchesOf(still));

        File.WriteAllText(file, File.ReadAllText(file).Replace("path: /ping", "path: /pong", StringComparison.Ordinal));
        await watching.Out.WaitForAsync("Changed: ");
        Assert.DoesNotContain("Changed: ", still.Out.Text, StringComparison.Ordinal);
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(port, "GET /ping")));
    }

    [Fact]
    public async Task Serve_BaseUriOfTheEnvironment_IsCalled()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        using var folder = new TestFolder();
        var (file, port) = folder.AddFleet();
        var variables = new Dictionary<string, string> { ["NAFTIKO_BASEURI_REGISTRY"] = $"http://{upstream.LocalEndpoint}/other" };
        await using var naftiko = NaftikoProcess.Start(folder.Path, variables, "serve", file, "--env-file", folder.AddSecret());
        await naftiko.Out.WaitForAsync("Try:");
        using var client = new HttpClient();
        var answer = client.GetAsync(new Uri($"http://localhost:{port}/fleet/ships/7"), Cancellation);

        var called = upstream.AcceptTcpClientAsync(Cancellation).AsTask();
        Assert.Same(called, await Task.WhenAny(called, answer));
        using var call = await called;
        using var head = new StreamReader(call.GetStream(), leaveOpen: true);
        Assert.Equal("GET /other/ships/7 HTTP/1.1", await head.ReadLineAsync(Cancellation));
        await call.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}"u8.ToArray(), Cancellation);
        using var response = await answer;
        Assert.Equal("{\"a\":1}", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Serve_ChangedFile_TellsMcpClientsWhoThenSeeTheNewTool()
    {
        using var folder = new TestFolder();
        var port = TestHost.FreePort();
        var file = folder.Add("tools.yml", Hello("hello", port));
        await using var naftiko = NaftikoProcess.Start(folder.Path, "serve", file);
        await naftiko.Out.WaitForAsync("Try:");
        var told = new TaskCompletionSource();
        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"http://127.0.0.1:{port}/mcp"), TransportMode = HttpTransportMode.StreamableHttp });
        await using var client = await McpClient.CreateAsync(
            transport, new McpClientOptions { ProtocolVersion = "2025-11-25", InitializationTimeout = WatchedWriter.Patience }, cancellationToken: Cancellation);
        client.RegisterNotificationHandler("notifications/tools/list_changed", (_, _) =>
        {
            told.TrySetResult();
            return default;
        });
        Assert.Equal(["hello"], (await client.ListToolsAsync(cancellationToken: Cancellation)).Select(t => t.Name));

        File.WriteAllText(file, Hello("good-day", port));

        await told.Task.WaitAsync(WatchedWriter.Patience, Cancellation);
        Assert.Equal(["good-day"], (await client.ListToolsAsync(cancellationToken: Cancellation)).Select(t => t.Name));
    }

    [Fact]
    public async Task Validate_WorkingFolder_CallsEachFileByOneName()
    {
        using var folder = new TestFolder();
        folder.Add("parts.yml", "naftiko: 1.0.0-beta5\nconsumes: [ { namespace: api, type: http, baseUri: 'https://api.test', unheardOf: 1, resources: [ { path: /x, operations: [ { name: get, method: GET } ] } ] } ]\n");
        folder.Add("main.yml", """
            naftiko: 1.0.0-beta5
            capability:
              consumes: [ { import: api, location: ./parts.yml } ]
              exposes: [ { type: mcp, namespace: m, port: 9090, tools: [ { name: get, description: Gets., call: api.get } ] } ]
            """);
        foreach (var path in (string[])[".", "./", "../" + Path.GetFileName(folder.Path)])
        {
            await using var naftiko = NaftikoProcess.Start(folder.Path, "validate", path);
            Assert.Equal(0, await naftiko.ExitAsync());
            await naftiko.Out.WaitForAsync("2 files");
            Assert.StartsWith("parts.yml(", Assert.Single(naftiko.Lines, l => l.Contains("unheardOf", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    /// <summary>How many inotify instances a process has.</summary>
    private static int WatchesOf(NaftikoProcess naftiko) =>
        new DirectoryInfo($"/proc/{naftiko.Id}/fd").EnumerateFileSystemInfos().Count(f => f.LinkTarget?.Contains("inotify", StringComparison.Ordinal) is true);

    private static string Hello(string name, int port) => $$"""
        naftiko: "1.0.0-alpha2"
        capability:
          exposes:
            - { type: mcp, namespace: greeter, port: {{port}}, tools: [ { name: {{name}}, description: Greets., outputParameters: [ { name: says, type: string, value: hello } ] } ] }
        """;

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
