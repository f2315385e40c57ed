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

    [Theory]
    [InlineData("")]
    [InlineData("naftikoo: 1.0.0-beta5\ncapability: {}\n")]
    public async Task Reload_FileThatIsNoCapabilityAnyMore_KeepsItsLastGoodVersionAndSaysSo(string text)
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        folder.Replace("a.yaml", text);

        var change = Assert.Single(folder.Server.Reload());
        Assert.Equal(FileChangeKind.Kept, change.Kind);
        var kept = Assert.Single(change.Diagnostics, d => d.Descriptor == ReloadDiagnostics.KeptLastGood);
        Assert.Equal("the file is no capability any more; its last good version goes on being served", kept.Message);
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/a"));

        File.Delete(Path.Combine(folder.Path, "a.yaml"));
        folder.Server.Reload();
        Assert.Equal("404", await folder.GetAsync("/v1/a"));
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
    public async Task TryListen_PortThatHasBecomeFree_IsOpened()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        folder.Write("b", "two", port);
        folder.Server.Reload();
        Assert.False(folder.Server.TryListen());
        Assert.Single(folder.Server.ListenErrors);

        taken.Dispose();

        Assert.True(folder.Server.TryListen());
        Assert.Empty(folder.Server.ListenErrors);
        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/v1/b", port));
        Assert.False(folder.Server.TryListen());
    }

    [Fact]
    public async Task Reload_ImportDeletedAndRestored_KeepsTheLastGoodVersionUntilThen()
    {
        const string Api = """
            naftiko: 1.0.0-alpha2
            consumes:
            - type: http
              namespace: api
              baseUri: http://127.0.0.1:9
              resources: [ { path: /x, operations: [ { name: get, method: GET } ] } ]
            """;
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            Directory.CreateDirectory(Path.Combine(f.Path, "parts"));
            f.Replace(Path.Combine("parts", "api.yml"), Api);
            f.Replace("a.yaml", $$"""
                naftiko: 1.0.0-alpha2
                capability:
                  consumes: [ { import: api, location: parts/api.yml } ]
                  exposes:
                  - type: rest
                    namespace: a
                    port: {{f.Port}}
                    resources: [ { path: /v1/a, operations: [ { method: GET, call: api.get } ] }, { path: /v1/b, operations: [ { method: GET, outputParameters: [ { name: says, type: string, value: b } ] } ] } ]
                """);
        });
        Assert.Equal("502", await folder.GetAsync("/v1/a"));

        File.Delete(Path.Combine(folder.Path, "parts", "api.yml"));
        Assert.Contains(folder.Server.ReloadChanged([Path.Combine(folder.Path, "parts", "api.yml")]), c => c.Kind == FileChangeKind.Kept);
        Assert.Equal("502", await folder.GetAsync("/v1/a"));

        folder.Replace(Path.Combine("parts", "api.yml"), Api.Replace("path: /x", "path: /y", StringComparison.Ordinal));
        Assert.Contains(folder.Server.ReloadChanged([Path.Combine(folder.Path, "parts", "api.yml")]), c => c.Kind == FileChangeKind.Changed && c.Path.EndsWith("a.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(folder.Server.Served.Diagnostics, d => d.Descriptor == ReloadDiagnostics.KeptLastGood);
    }

    [Fact]
    public async Task Reload_OfKnownPaths_LooksAtNothingElse()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            f.Write("a", "one");
            f.Write("b", "one");
        });
        folder.Write("a", "two");
        folder.Write("b", "two");

        Assert.Equal([folder.FileOf("a")], folder.Server.ReloadChanged([folder.FileOf("a")]).Select(c => c.Path));
        Assert.Equal("""{"says":"two"}""", await folder.GetAsync("/v1/a"));
        Assert.Equal("""{"says":"one"}""", await folder.GetAsync("/v1/b"));

        Assert.Empty(folder.Server.ReloadChanged([Path.Combine(folder.Path, "notes.txt"), Path.Combine(folder.Path, ".a.yaml.tmp")]));
        Assert.Equal([folder.FileOf("b")], folder.Server.Reload().Select(c => c.Path));
    }

    [Fact]
    public async Task Reload_OfPathsThatMeanMore_LooksAtEverything()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            f.Write("a", "one");
            f.Write("b", "one");
            Directory.CreateDirectory(Path.Combine(f.Path, "sub"));
            f.Write("c", "one");
            File.Move(f.FileOf("c"), f.FileOf("sub/c"));
        });

        // Something new, something gone, a folder that is new, and one that has gone.
        folder.Write("d", "new");
        Assert.Equal([(FileChangeKind.Added, folder.FileOf("d"))], folder.Server.ReloadChanged([folder.FileOf("d")]).Select(c => (c.Kind, c.Path)));
        File.Delete(folder.FileOf("b"));
        Assert.Equal([(FileChangeKind.Removed, folder.FileOf("b"))], folder.Server.ReloadChanged([folder.FileOf("b")]).Select(c => (c.Kind, c.Path)));
        Directory.Move(Path.Combine(folder.Path, "sub"), Path.Combine(folder.Path, "moved"));
        Assert.Equal(
            [(FileChangeKind.Removed, folder.FileOf("sub/c")), (FileChangeKind.Added, folder.FileOf("moved/c"))],
            folder.Server.ReloadChanged([Path.Combine(folder.Path, "sub")]).Select(c => (c.Kind, c.Path)));
        Directory.Delete(Path.Combine(folder.Path, "moved"), recursive: true);
        Assert.Equal([(FileChangeKind.Removed, folder.FileOf("moved/c"))], folder.Server.ReloadChanged([Path.Combine(folder.Path, "moved")]).Select(c => (c.Kind, c.Path)));
    }

    [Fact]
    public async Task Reload_OfOneFile_KeepsWhatIsMountedOfTheOthers()
    {
        await using var folder = await LiveFolder.StartAsync(f =>
        {
            f.Write("a", "one");
            f.Write("b", "one");
        });
        var before = folder.Server.Current.Surfaces.ToDictionary(s => s.FullMount);
        folder.Write("a", "two");
        folder.Server.Reload();
        var after = folder.Server.Current.Surfaces.ToDictionary(s => s.FullMount);

        Assert.Same(before["/b-rest"], after["/b-rest"]);
        Assert.Same(before["/b-mcp"], after["/b-mcp"]);
        Assert.NotSame(before["/a-rest"], after["/a-rest"]);
    }

    /// <summary>What a file system tells of editors, checkouts and mounts, by the real watcher and without polling.</summary>
    [Fact]
    public async Task Watch_WithoutPolling_SeesEveryKindOfChange()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        using var watcher = new FolderWatcher([folder.Path], folder.Server.Follow, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan, TimeProvider.System);

        folder.Write("a", "replaced");
        await UntilAsync(folder, "/v1/a", """{"says":"replaced"}""");
        await File.WriteAllTextAsync(folder.FileOf("a"), (await File.ReadAllTextAsync(folder.FileOf("a"), Token)).Replace("replaced", "written", StringComparison.Ordinal), Token);
        await UntilAsync(folder, "/v1/a", """{"says":"written"}""");
        folder.Write("b", "added");
        await UntilAsync(folder, "/v1/b", """{"says":"added"}""");
        File.Move(folder.FileOf("b"), folder.FileOf("renamed"));
        await UntilAsync(folder, "/b-rest/v1/b", """{"says":"added"}""");
        File.Delete(folder.FileOf("renamed"));
        await UntilAsync(folder, "/v1/b", "404");

        // A folder moved in whole, and out again: the system tells of the folder only.
        var aside = Directory.CreateTempSubdirectory("naftiko-aside-").FullName;
        File.Copy(folder.FileOf("a"), Path.Combine(aside, "c.yaml"));
        Directory.Move(aside, Path.Combine(folder.Path, "moved"));
        await UntilAsync(folder, "/moved/a-rest/v1/a", """{"says":"written"}""");
        Directory.Move(Path.Combine(folder.Path, "moved"), aside);
        await UntilAsync(folder, "/moved/a-rest/v1/a", "404");
        Directory.Delete(aside, recursive: true);
    }

    [Fact]
    public async Task Watch_WithoutEvents_PollsForChanges()
    {
        await using var folder = await LiveFolder.StartAsync(f => f.Write("a", "one"));
        using var watcher = new FolderWatcher([], folder.Server.Follow, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50), TimeProvider.System);
        folder.Write("a", "two");
        await UntilAsync(folder, "/v1/a", """{"says":"two"}""");
    }

    private static async Task UntilAsync(LiveFolder folder, string path, string wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (await folder.GetAsync(path) != wanted)
        {
            Assert.False(patience.IsCancellationRequested, $"{path} never answered {wanted}");
            await Task.Yield();
        }
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
}
