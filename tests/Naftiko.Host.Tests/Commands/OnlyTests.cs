using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

/// <summary><c>--only</c>: part of what is there.</summary>
public sealed class OnlyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a", "a.yml")]
    [InlineData("A.YML", "a.yml")]
    [InlineData("*/*", "x/b.yml x/c.yml")]
    [InlineData("x/**", "x/b.yml x/c.yml x/y/d.yml")]
    [InlineData("**/d", "x/y/d.yml")]
    [InlineData("./x/b.yml", "x/b.yml")]
    [InlineData("x/?", "x/b.yml x/c.yml")]
    [InlineData("b a", "a.yml x/b.yml")]
    [InlineData("ports-c", "x/c.yml")]
    [InlineData("ports-*", "a.yml x/b.yml x/c.yml x/y/d.yml")]
    [InlineData("nothing", "")]
    [InlineData("y/d", "")]
    public async Task Validate_Only_LooksAtWhatIsMeant(string patterns, string expected)
    {
        foreach (var name in (string[])["a", "x/b", "x/c", "x/y/d"])
        {
            _folder.Add($"{name}.yml", Faulty(name[^1]));
        }

        await _shell.RunAsync(["validate", _folder.Path, .. patterns.Split(' ').SelectMany(p => new[] { "--only", p })]);
        var told = _shell.Out.Text.Split('\n').Where(l => l.Contains("NFK3001", StringComparison.Ordinal)).Select(l => Path.GetRelativePath(_folder.Path, l[..l.IndexOf('(')]));
        Assert.Equal(expected, string.Join(' ', told));
        Assert.Contains($"{expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length} file", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OnlyANamespace_LeavesTheOtherSurfacesOut()
    {
        var (file, port) = _folder.AddFleet();
        File.AppendAllText(file, $"\n    - {{ type: mcp, port: {port}, namespace: harbour, tools: [ {{ name: hail, outputParameters: [ {{ type: string, value: hello }} ] }} ] }}\n");
        await using var server = await _shell.ServeAsync(_folder.Path, "--only", "harbour");
        Assert.Equal("404", TestHost.StatusOf(await TestHost.SendAsync(port, "GET /fleet/ping")));
        Assert.Contains("/harbour/mcp", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OnlyAFile_ReloadsItAndNothingElse()
    {
        var (file, port) = _folder.AddFleet("a.yml");
        await using var server = await _shell.ServeAsync(_folder.Path, "--only", "a");
        _folder.AddFleet("b.yml", port: port);
        File.WriteAllText(file, File.ReadAllText(file).Replace("path: /ping", "path: /pong", StringComparison.Ordinal));
        await _shell.Out.WaitForAsync("Changed: ");
        Assert.DoesNotContain("b.yml", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Only_DecidesBetweenTwo()
    {
        _folder.AddFleet("a.yml");
        _folder.AddFleet("b.yml");
        var settings = _folder.Add("elsewhere/s.yaml", $"paths: {_folder.Path}\n");
        Assert.Equal(2, await _shell.RunAsync("call", "ping", "--settings", settings));
        Assert.Contains("ambiguous", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _shell.RunAsync("call", "ping", "--settings", settings, "--only", "b"));
    }

    private static string Faulty(char name) => $"""
        naftiko: 1.0.0-beta5
        capability:
          exposes:
            - type: mcp
              namespace: ports-{name}
              tools:
                - name: list
                  call: nobody.nothing
        """;
}
