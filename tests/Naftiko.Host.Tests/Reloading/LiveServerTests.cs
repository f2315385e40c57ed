using ModelContextProtocol.Client;
using Naftiko.Host.Reloading;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Reloading;

public sealed class LiveServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reload_ChangedFile_AnswersAnew()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/a"));

        folder.Write("a", "two");
        var change = Assert.Single(folder.Server.Reload());

        Assert.Equal(FileChangeKind.Changed, change.Kind);
        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/v1/a"));
    }

    [Fact]
    public async Task Reload_NothingChanged_KeepsTheSnapshot()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        var before = folder.Server.Current;

        Assert.Empty(folder.Server.Reload());
        Assert.Same(before, folder.Server.Current);
    }

    [Fact]
    public async Task Reload_AddedRenamedAndDeletedFiles_AreServedOrNot()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        folder.Write("b", "two");
        folder.Server.Reload();
        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/b-rest/v1/b"));

        Directory.CreateDirectory(Path.Combine(folder.Path, "team"));
        File.Move(Path.Combine(folder.Path, "b.yaml"), Path.Combine(folder.Path, "team", "b.yaml"));
        File.Delete(Path.Combine(folder.Path, "a.yaml"));
        var changes = folder.Server.Reload();

        Assert.Equal([FileChangeKind.Removed, FileChangeKind.Removed, FileChangeKind.Added], changes.Select(c => c.Kind));
        Assert.Equal("404", await folder.GetAsync("/v1/a"));
        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/team/b-rest/v1/b"));
    }

    [Fact]
    public async Task Reload_BrokenFile_KeepsItsLastGoodVersionAndSaysSo()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        folder.Replace("a.yaml", "naftiko: [unclosed");

        var change = Assert.Single(folder.Server.Reload());
        Assert.Equal(FileChangeKind.Kept, change.Kind);
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor == ReloadDiagnostics.KeptLastGood);
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/a"));
        Assert.Empty(folder.Server.Reload());

        folder.Write("a", "mended");
        folder.Server.Reload();
        Assert.Equal("""{"says":"mended"}""", await folder.GetAsync("/v1/a"));
        Assert.DoesNotContain(folder.Server.Served.Diagnostics, d => d.Descriptor == ReloadDiagnostics.KeptLastGood);
    }

    [Fact]
    public async Task Reload_AnotherPort_OpensItAndClosesTheOld()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        var port = TestHost.FreePort();
        folder.Write("a", "moved", port);

        folder.Server.Reload();

        Assert.Equal("""{"says":"moved"}""", await folder.GetAsync("/v1/a", port));
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{folder.Port}/v1/a"), Token));
    }

    [Fact]
    public async Task Reload_PortInUse_IsReportedAndTheRestServes()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        folder.Write("b", "two", port);

        folder.Server.Reload();

        var error = Assert.Single(folder.Server.ListenErrors);
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/a"));
    }

    [Fact]
    public async Task Reload_BindFile_IsPartOfTheCapability()
    {
        const string Capability = """
            naftiko: 1.0.0-alpha2
            binds: [ { namespace: s, location: "file:///./values.env", keys: { WORD: WORD } } ]
            capability:
              exposes:
              - type: rest
                namespace: said
                port: {port}
                resources: [ { path: /v1/word, operations: [ { method: GET, outputParameters: [ { name: says, type: string, value: "{{WORD}}" } ] } ] } ]
            """;
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            f.Replace("values.env", "WORD=before\n");
            f.Replace("said.yaml", Capability.Replace("{port}", f.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        });
        Assert.Equal("""{"says":"before"}""", await folder.GetAsync("/v1/word"));

        folder.Replace("values.env", "WORD=afterwards\n");
        folder.Server.Reload();

        Assert.Equal("""{"says":"afterwards"}""", await folder.GetAsync("/v1/word"));
    }

    [Fact]
    public async Task Reload_SwappedLink_IsAChange()
    {
        // A mounted ConfigMap: files are links through ..data, and only where that leads changes.
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            foreach (var (version, answer) in (ReadOnlySpan<(string, string)>)[("..v1", "one"), ("..v2", "two")])
            {
                f.Write("a", answer);
                Directory.CreateDirectory(Path.Combine(f.Path, version));
                File.Move(Path.Combine(f.Path, "a.yaml"), Path.Combine(f.Path, version, "a.yaml"));
                File.SetLastWriteTimeUtc(Path.Combine(f.Path, version, "a.yaml"), DateTime.UnixEpoch);
            }

            Directory.CreateSymbolicLink(Path.Combine(f.Path, "..data"), "..v1");
            File.CreateSymbolicLink(Path.Combine(f.Path, "a.yaml"), Path.Combine("..data", "a.yaml"));
        });
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/a"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "..next"), "..v2");
        Directory.Delete(Path.Combine(folder.Path, "..data"));
        Directory.Move(Path.Combine(folder.Path, "..next"), Path.Combine(folder.Path, "..data"));

        folder.Server.Reload();

        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/v1/a"));
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
}
