using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

/// <summary><c>serve --control</c>, and <c>health</c>, which asks it.</summary>
public sealed class ControlTests : IDisposable
{
    private const string Token = "t0k3n-of-the-operator";

    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();
    private readonly int _control = TestHost.FreePort();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Control_WithAToken_GuardsEverythingButProbes()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file, "--control", $"{_control}", "--control-token-env", "OPS", "--env-file", _folder.Add("ops.env", $"OPS={Token}\nFLEET_TOKEN=x\n"));

        Assert.Matches($@"control +Control +http://localhost:{_control}/control +13 routes +--control", _shell.Out.Text);
        Assert.Equal("200", TestHost.StatusOf(await SendAsync("GET /health/ready")));
        foreach (var line in new[] { "GET /status", "GET /metrics", "GET /traces", "GET /traces/x", "GET /logs", "GET /logs/stream", "PUT /logs", "POST /config/reload", "POST /config/validate", "GET /scripting" })
        {
            Assert.Equal("401", TestHost.StatusOf(await SendAsync(line)));
        }

        var status = TestHost.BodyOf(await SendAsync("GET /status", $"Authorization: Bearer {Token}"));
        Assert.Equal(file, JsonElement.Parse(status).GetProperty("files")[0].GetProperty("path").GetString());
        await TestHost.SendAsync(port, "GET /fleet/ping");
        Assert.Contains("GET /ping", TestHost.BodyOf(await SendAsync("GET /traces", $"Authorization: Bearer {Token}")), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, _shell.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_IsNotMovedByWhatConcernsFiles()
    {
        var (file, port) = _folder.AddFleet(port: _control);
        var moved = TestHost.FreePort();

        await using var server = await _shell.ServeAsync(file, "--control", $"{_control}", "--port-map", $"{_control}={moved}", "--address", "127.0.0.2");

        Assert.Equal("200", TestHost.StatusOf(await SendAsync("GET /health/live")));
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendRawAsync(moved, "GET /fleet/ping HTTP/1.1\nHost: 127.0.0.2\nConnection: close\n\n", IPAddress.Parse("127.0.0.2"))));
        Assert.Equal(_control, port);
    }

    [Fact]
    public async Task Control_WithoutAnythingToServe_IsNothingToServe()
    {
        var file = _folder.Add("empty.yml", "naftiko: 1.0.0-beta5\ncapability: {}\n");

        Assert.Equal(1, await _shell.RunAsync("serve", file, "--control", $"{_control}"));
        Assert.Contains("nothing to serve", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_WithoutWatching_LoadsAndPrintsWhatItFound()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file, "--control", $"{_control}", "--no-watch");
        File.WriteAllText(file, "unheardOf: 1\n" + File.ReadAllText(file).Replace("value: \"yes\"", "value: \"changed\"", StringComparison.Ordinal));

        Assert.Equal("200", TestHost.StatusOf(await SendAsync("POST /config/reload", "Content-Length: 0")));

        await _shell.Out.WaitForAsync("unheardOf");
        Assert.EndsWith("""{"ok":"changed"}""", await TestHost.SendAsync(port, "GET /fleet/ping"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithADelay_IsNotReadyWhileItStillAnswers()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file, "--control", $"{_control}", "--drain-delay", "3s");
        Assert.Equal("200", TestHost.StatusOf(await SendAsync("GET /health/ready")));

        var exit = server.StopAsync();
        await _shell.Out.WaitForAsync("stopping");

        Assert.Equal("503", TestHost.StatusOf(await SendAsync("GET /health/ready")));
        Assert.Equal("200", TestHost.StatusOf(await SendAsync("GET /health/live")));
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(port, "GET /fleet/ping")));
        Assert.Equal(0, await exit);
    }

    [Fact]
    public async Task Control_InTheSettingsFile_IsServed()
    {
        var (file, _) = _folder.AddFleet("caps/fleet.yml");
        _folder.Add("naftiko.settings.yaml", $"control: {_control}\ncontrolAddress: 127.0.0.1\ncontrolTokenEnv: OPS\nenvFile: ops.env\ndrainDelay: 0s\n");
        _folder.Add("ops.env", $"OPS={Token}\n");
        await using var server = await _shell.ServeAsync(_folder["caps"]);

        Assert.Equal("200", TestHost.StatusOf(await SendAsync("GET /health/ready")));
        Assert.Equal("401", TestHost.StatusOf(await SendAsync("GET /status")));
        Assert.Contains(file, await SendAsync("GET /status", $"Authorization: Bearer {Token}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--control-address needs --control", "--control-address", "127.0.0.1")]
    [InlineData("--control-token-env needs --control", "--control-token-env", "OPS")]
    [InlineData("it needs --control-token-env", "--control", "9470", "--control-address", "0.0.0.0")]
    [InlineData("'NAFTIKO_TEST_UNSET', which is not set", "--control", "9470", "--control-address", "*", "--control-token-env", "NAFTIKO_TEST_UNSET")]
    [InlineData("'0' is no port", "--control", "0")]
    [InlineData("no address", "--control", "9470", "--control-address", "over there")]
    [InlineData("no duration", "--drain-delay", "soon")]
    [InlineData("--stdio opens no port", "--control", "9470", "--stdio")]
    public async Task Control_Usage_Two(string reason, params string[] args)
    {
        var (file, _) = _folder.AddFleet();

        Assert.Equal(2, await _shell.RunAsync(["serve", file, .. args]));
        Assert.Contains(reason, _shell.Error.Text, StringComparison.Ordinal);
        Assert.Empty(_shell.Out.Text);
    }

    [Fact]
    public async Task Health_OfAReadyServer_Zero()
    {
        var (file, _) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file, "--control", $"{_control}");
        var probe = new Shell();

        Assert.Equal(0, await probe.RunAsync("health", "--port", $"{_control}"));
        Assert.Equal("Liveness:  UP\nReadiness: UP (1/1 adapters started)\n", probe.Out.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Health_OfAServerThatLacksAPort_One()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var taken = ((IPEndPoint)occupant.LocalEndpoint).Port;
        _folder.AddFleet("a/taken.yml", port: taken);
        _folder.AddFleet("b/free.yml");
        await using var server = await _shell.ServeAsync(_folder.Path, "--control", $"{_control}");
        var probe = new Shell();

        Assert.Equal(1, await probe.RunAsync("health", "--port", $"{_control}", "--address", "127.0.0.1"));
        Assert.Equal($"Liveness:  UP\nReadiness: DEGRADED (1/2 adapters started)\n  rest fleet, port {taken}: stopped\n", probe.Out.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Health_OfNobody_One()
    {
        Assert.Equal(1, await _shell.RunAsync("health", "--port", $"{_control}"));
        Assert.Contains($"http://localhost:{_control} is no control port", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_OfAnotherPort_One()
    {
        var (file, port) = _folder.AddFleet();
        await using var server = await _shell.ServeAsync(file);
        var probe = new Shell();

        Assert.Equal(1, await probe.RunAsync("health", "--port", $"{port}"));
        Assert.Contains("answers 404", probe.Error.Text, StringComparison.Ordinal);
    }

    private Task<string> SendAsync(string line, params string[] headers) => TestHost.SendAsync(_control, line, headers);
}
