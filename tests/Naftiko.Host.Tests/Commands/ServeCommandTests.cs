using System.Net;
using System.Net.Sockets;
using System.Text;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_File_TableStepsAndAccessLine()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file, "--env-file", _folder.AddSecret());
        await _shell.Out.WaitForAsync("call ");
        Assert.Matches($@"fleet +REST +http://localhost:{port}/fleet +2 routes +{file}", _shell.Out.Text);
        Assert.Matches(@"ready in \d+ ms", _shell.Out.Text);
        Assert.Contains($"  curl -s http://localhost:{port}/fleet/ping", _shell.Out.Text, StringComparison.Ordinal);
        Assert.Contains($"call {file} fleet.ping", _shell.Out.Text, StringComparison.Ordinal);

        Assert.EndsWith("""{"ok":"yes"}""", await TestHost.SendAsync(port, "GET /fleet/ping?key=in-the-query"), StringComparison.Ordinal);
        await _shell.Out.WaitForAsync("info Naftiko.Access: GET /fleet/ping 200");
        Assert.DoesNotContain("in-the-query", _shell.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(TestFolder.Secret, _shell.Everything, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Serve_PortMapAndDryRun_AnswerTheRequest()
    {
        var (file, port) = _folder.AddFleet(upstream: "https://api.fleet.test");
        var used = TestHost.FreePort();
        await using var server = await _shell.ServeAsync(file, "--port-map", $"1=2,{port}={used}", "--dry-run", "--env-file", _folder.AddSecret());
        var answer = await TestHost.SendAsync(used, "GET /fleet/ships/7");
        Assert.Contains("\"url\":\"https://api.fleet.test/ships/7\"", answer, StringComparison.Ordinal);
        Assert.Contains("Bearer {{FLEET_TOKEN}}", answer, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:{used}/fleet", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OwnPortAsUpstream_IsRefused()
    {
        var port = TestHost.FreePort();
        var (file, _) = _folder.AddFleet(upstream: $"http://localhost:{port}/fleet", port: port);
        await using var server = await _shell.ServeAsync(file, "--env-file", _folder.AddSecret());
        Assert.Contains("points at this process", await TestHost.SendAsync(port, "GET /fleet/ships/7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PortInUse_IsAnErrorAndTheRestServes()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var taken = ((IPEndPoint)occupant.LocalEndpoint).Port;
        var (file, _) = _folder.AddFleet("taken.yml", port: taken);
        var (_, free) = _folder.AddFleet("free.yml");
        await using var server = await _shell.ServeAsync(_folder.Path);
        Assert.Matches($@"error NFK6001: port {taken} cannot be opened on 127\.0\.0\.1: it is in use; asked for by {file}", _shell.Out.Text);
        Assert.DoesNotContain($":{taken}/fleet", _shell.Out.Text, StringComparison.Ordinal);
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(free, "GET /fleet/ping")));
    }

    [Fact]
    public async Task Serve_OnlyPortInUse_One()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var (file, _) = _folder.AddFleet(port: ((IPEndPoint)occupant.LocalEndpoint).Port);
        Assert.Equal(1, await _shell.RunAsync("serve", file));
        Assert.Contains("NFK6001", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Contains("nothing to serve", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OneWrongUnit_TheRestServesUnlessStrict()
    {
        var (file, port) = _folder.AddFleet();
        File.WriteAllText(file, File.ReadAllText(file).Replace("call: registry.get-ship", "call: registry.nothing", StringComparison.Ordinal));
        await using (var server = await _shell.ServeAsync(file))
        {
            Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(port, "GET /fleet/ping")));
            Assert.Contains("registry.nothing", _shell.Out.Text, StringComparison.Ordinal);
        }

        var strict = new Shell();
        Assert.Equal(1, await strict.RunAsync("serve", file, "--strict"));
        Assert.Contains("registry.nothing", strict.Error.Text, StringComparison.Ordinal);
        Assert.Empty(strict.Out.Text);
    }

    [Fact]
    public async Task Serve_EveryUnitWrong_One()
    {
        var file = _folder.Add("wrong.yml", $"""
            naftiko: "1.0.0-alpha2"
            capability:
              exposes:
                - type: rest
                  port: {TestHost.FreePort()}
                  namespace: wrong
                  resources:
                    - path: /a
                      operations:
                        - method: GET
                          name: a
                          call: nobody.nothing
            """);
        Assert.Equal(1, await _shell.RunAsync("serve", file));
        Assert.Contains("nothing to serve", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Empty(_shell.Out.Text);
    }

    [Fact]
    public async Task Serve_ManyDiagnostics_AreShortened()
    {
        var (file, _) = _folder.AddFleet();
        var keys = string.Concat(Enumerable.Range(0, 30).Select(i => $"odd{i}: 1\n"));
        File.WriteAllText(file, keys + File.ReadAllText(file));
        await using var server = await _shell.ServeAsync(file, "--env-file", _folder.AddSecret());
        Assert.Equal(20, _shell.Out.Text.Split("NFK2003").Length - 1);
        Assert.Matches("and 10 more \\(30 in 1 file\\): .*validate", _shell.Out.Text);
    }

    [Fact]
    public async Task Serve_ManyDiagnosticsOfOneFile_DoNotHideThoseOfAnother()
    {
        var (file, _) = _folder.AddFleet();
        var keys = string.Concat(Enumerable.Range(0, 30).Select(i => $"odd{i}: 1\n"));
        File.WriteAllText(file, keys + File.ReadAllText(file));
        var other = _folder.Add("zeta.yaml", "naftiko: 1.0.0-beta5\nodd: 1\ncapability: {}\n");
        await using var server = await _shell.ServeAsync(file, other, "--env-file", _folder.AddSecret());
        Assert.Contains($"{other}(2,1): warning NFK2003", _shell.Out.Text, StringComparison.Ordinal);
        Assert.Matches("and 11 more \\(31 in 2 files\\): .*validate", _shell.Out.Text);
    }

    [Fact]
    public async Task Serve_ManySurfaces_AreGrouped()
    {
        var port = TestHost.FreePort();
        foreach (var i in Enumerable.Range(0, 41))
        {
            _folder.AddFleet($"f{i}/fleet.yml", port: port);
        }

        await using var server = await _shell.ServeAsync(_folder.Path, "--env-file", _folder.AddSecret());
        Assert.Matches($@"{port} +REST +http://localhost:{port}/ +[0-9]+ routes +41 +41", _shell.Out.Text);
        Assert.Contains("41 surfaces, each below its own mount", _shell.Out.Text, StringComparison.Ordinal);
        Assert.True(_shell.Out.Text.Split('\n').Length < 20);
    }

    [Fact]
    public async Task Serve_MaxRequest_RefusesMore()
    {
        var port = TestHost.FreePort();
        var file = _folder.Add("post.yml", $$"""
            naftiko: "1.0.0-alpha2"
            capability:
              exposes:
                - type: rest
                  port: {{port}}
                  namespace: post
                  resources:
                    - path: /in
                      operations:
                        - method: POST
                          name: in
                          inputParameters:
                            - { name: a, in: body, type: string }
                          outputParameters:
                            - { name: ok, type: string, value: "yes" }
            """);
        await using var server = await _shell.ServeAsync(file, "--max-request", "1KiB");
        Assert.Equal("413", TestHost.StatusOf(await Post(2000)));
        Assert.Equal("200", TestHost.StatusOf(await Post(100)));

        Task<string> Post(int length)
        {
            var body = $$"""{"a":"{{new string('x', length)}}"}""";
            return TestHost.SendRawAsync(
                port, $"POST /post/in HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/json\nContent-Length: {body.Length}\n\n{body}");
        }
    }

    [Fact]
    public async Task Serve_HeaderBytesThatAreNotUtf8_AreNoFault()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.Latin1.GetBytes("GET /fleet/ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Name: caf\u00e9\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("200", TestHost.StatusOf(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Serve_UpstreamHeaderInLatin1_IsRelayedByteForByte()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        var (file, port) = _folder.AddFleet(upstream: $"http://{upstream.LocalEndpoint}");
        await using var server = await _shell.ServeAsync(file, "--env-file", _folder.AddSecret());
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET /fleet/ships/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var call = await upstream.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await call.GetStream().WriteAsync(
            Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Disposition: inline; filename=caf\u00e9\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        Assert.Contains("filename=caf\u00e9\r\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("no-such-folder")]
    [InlineData(".", "--port-map", "8080")]
    [InlineData(".", "--port-map", "8080=99999")]
    [InlineData(".", "--address", "not an address")]
    [InlineData(".", "--log-level", "loud")]
    [InlineData(".", "--max-request", "10 apples")]
    [InlineData(".", "--max-file-depth", "1001")]
    [InlineData(".", "--env-file", "no-such-file")]
    [InlineData("--stdio")]
    [InlineData("a.yml", "b.yml", "--stdio")]
    public async Task Serve_Usage_Two(params string[] args)
    {
        Assert.Equal(2, await _shell.RunAsync(["serve", .. args]));
        Assert.NotEmpty(_shell.Error.Text);
        Assert.Empty(_shell.Out.Text);
    }
}
