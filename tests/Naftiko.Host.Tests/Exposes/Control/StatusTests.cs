using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary><c>/status</c> and <c>/health/ready</c>: what they say of a file, of the process, and of what goes wrong.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task Status_OfAFile_SaysWhatItIsAndWhatIsWrong()
    {
        var (first, second) = (TestHost.FreePort(), TestHost.FreePort());
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, first).Replace("method: GET,", "method: GET, colour: red,", StringComparison.Ordinal));
            live.Replace("two.yaml", ControlledFolder.Capability("two", live.Port, second));
        });

        var (status, json) = await folder.GetAsync(first, "/status");

        Assert.Equal(200, status);
        Assert.Equal("""{"label":"The one","specVersion":"1.0.0-alpha2"}""", json.GetProperty("capability").GetRawText());
        Assert.Matches(@"^\d+\.\d+\.\d+", json.GetProperty("engine").GetProperty("version").GetString());
        Assert.StartsWith(".NET ", json.GetProperty("engine").GetProperty("runtime").GetString(), StringComparison.Ordinal);
        Assert.InRange(XmlConvert.ToTimeSpan(json.GetProperty("uptime").GetString()!), TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.Equal("active", json.GetProperty("otel").GetProperty("status").GetString());
        Assert.Equal(["one started", "one-control started"], Adapters(json).Order(StringComparer.Ordinal));
        Assert.Equal([folder.Live.PathOf("one.yaml")], json.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString()));
        var diagnostic = Assert.Single(json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("NFK2003 warning 15", $"{Text(diagnostic, "id")} {Text(diagnostic, "severity")} {diagnostic.GetProperty("line").GetInt32().ToString(CultureInfo.InvariantCulture)}");
        Assert.DoesNotContain("two", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfABetaFile_HasItsNameUnderItsKey()
    {
        var port = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, port).Replace("naftiko: 1.0.0-alpha2", "ikanos: 1.0.0-beta5", StringComparison.Ordinal)));

        var (_, json) = await folder.GetAsync(port, "/status");

        Assert.Equal("""{"display":"The one","specVersion":"1.0.0-beta5"}""", json.GetProperty("capability").GetRawText());
    }

    [Fact]
    public async Task Status_OfTheProcess_HasEveryFileWithItsState()
    {
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Write("good", "here");
            live.Write("kept", "before");
            live.Replace("broken.yaml", "naftiko: [unclosed");
            live.Replace("notes.yaml", "just: notes");
        });
        folder.Live.Replace("kept.yaml", "naftiko: [unclosed");
        folder.Live.Server.Reload();

        var (_, json) = await folder.GetAsync(folder.ControlPort, "/status");

        Assert.False(json.TryGetProperty("capability", out _));
        Assert.Equal(
            ["broken.yaml failed", "good.yaml served", "kept.yaml kept", "notes.yaml skipped"],
            json.GetProperty("files").EnumerateArray().Select(f => $"{Path.GetFileName(Text(f, "path"))} {Text(f, "state")}"));
        Assert.Contains(json.GetProperty("diagnostics").EnumerateArray(), d => Text(d, "id") == "NFK6201" && Text(d, "path") == folder.Live.PathOf("kept.yaml"));
        Assert.Equal(json.GetProperty("errors").GetInt32(), json.GetProperty("diagnostics").EnumerateArray().Count(d => Text(d, "severity") == "error"));
    }

    [Fact]
    public async Task Ready_WhileAPortIsTaken_IsDegraded_UntilAReloadFindsItFree()
    {
        var (free, control) = (TestHost.FreePort(), TestHost.FreePort());
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var taken = ((IPEndPoint)occupant.LocalEndpoint).Port;
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", taken, control));
            live.Write("two", "here", free);
        });

        Assert.Equal((503, "DEGRADED", 0, 1), await ReadyAsync(folder, control));
        Assert.Equal((503, "DEGRADED", 2, 3), await ReadyAsync(folder, folder.ControlPort));
        Assert.Equal(200, (await folder.GetAsync(control, "/health/live")).Status);
        Assert.Equal(["one stopped", "one-control started"], Adapters((await folder.GetAsync(control, "/health/ready")).Json).Order(StringComparer.Ordinal));
        Assert.Equal("NFK6001", Text(Assert.Single((await folder.GetAsync(control, "/status")).Json.GetProperty("diagnostics").EnumerateArray()), "id"));

        occupant.Stop();
        await folder.PostAsync(folder.ControlPort, "/config/reload");

        Assert.Equal((200, "UP", 1, 1), await ReadyAsync(folder, control));
        Assert.Equal("""{"says":"one"}""", await folder.Live.GetAsync("/v1/one", taken));
    }

    [Fact]
    public async Task Ready_OfAFileWithErrors_IsUp()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace(
            "one.yaml",
            ControlledFolder.Capability("one", live.Port, control) + "\n    - path: /v1/wrong\n      operations: [ { method: GET, call: nobody.nothing } ]\n"));

        Assert.Equal((200, "UP", 1, 1), await ReadyAsync(folder, control));
        Assert.Equal(1, (await folder.GetAsync(control, "/status")).Json.GetProperty("errors").GetInt32());
    }

    [Fact]
    public async Task Ready_WhileDraining_IsDegraded_ThoughRequestsAreAnswered()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control)));

        folder.Live.Server.BeginDrain();

        Assert.Equal((503, "DEGRADED", 1, 1), await ReadyAsync(folder, control));
        Assert.True((await folder.GetAsync(folder.ControlPort, "/health/ready")).Json.GetProperty("draining").GetBoolean());
        Assert.Equal(200, (await folder.GetAsync(control, "/health/live")).Status);
        Assert.Equal("""{"says":"one"}""", await folder.Live.GetAsync("/v1/one"));
    }

    [Fact]
    public async Task Ready_OfThousands_ListsWhatIsStoppedAndNotAll()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            for (var i = 0; i < 60; i++)
            {
                live.Write($"f{i}", "here");
            }

            live.Write("z", "there", ((IPEndPoint)occupant.LocalEndpoint).Port);
        });

        var (_, json) = await folder.GetAsync(folder.ControlPort, "/health/ready");

        Assert.Equal(122, json.GetProperty("total").GetInt32());
        Assert.Equal(100, Adapters(json).Count());
        Assert.Equal(["z-mcp stopped", "z-rest stopped"], Adapters(json).Take(2).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Status_OfEverySurface_HasTheUrlThatItAnswersAt()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("good", "here"));

        var (_, json) = await folder.GetAsync(folder.ControlPort, "/status");

        var port = folder.Live.Port;
        Assert.Equal([$"http://localhost:{port}/good-mcp/mcp", $"http://localhost:{port}/good-rest"],
            json.GetProperty("adapters").EnumerateArray().Where(a => Text(a, "type") != "control").Select(a => Text(a, "url")).Order(StringComparer.Ordinal));
    }

    private static async Task<(int Code, string Status, int Started, int Total)> ReadyAsync(ControlledFolder folder, int port)
    {
        var (code, json) = await folder.GetAsync(port, "/health/ready");
        return (code, Text(json, "status"), json.GetProperty("started").GetInt32(), json.GetProperty("total").GetInt32());
    }

    private static IEnumerable<string> Adapters(JsonElement json) =>
        json.GetProperty("adapters").EnumerateArray().Select(a => $"{Text(a, "namespace")} {Text(a, "state")}");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
