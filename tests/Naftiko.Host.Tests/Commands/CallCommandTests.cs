namespace Naftiko.Host.Tests.Commands;

public sealed class CallCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Call_Mock_PrintsTheAnswerAsItIs()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(0, await _shell.RunAsync("call", file, "ping"));
        Assert.Equal("""{"ok":"yes"}""", _shell.Bytes);
    }

    [Theory]
    [InlineData("ping", "\"the tool\"")]
    [InlineData("fleet-rest.ping", "\"the route\"")]
    public async Task Call_NameOfAToolAndARouteOfOneFile_IsTheTool(string name, string expected)
    {
        var file = _folder.Add("both.yaml", """
            naftiko: 1.0.0-beta5
            capability:
              exposes:
                - { type: rest, namespace: fleet-rest, resources: [ { path: /ping, operations: [ { method: GET, name: ping, outputParameters: [ { type: string, value: the route } ] } ] } ] }
                - { type: mcp, namespace: fleet-mcp, tools: [ { name: ping, description: Answers., outputParameters: [ { type: string, value: the tool } ] } ] }
            """);
        Assert.Equal(0, await _shell.RunAsync("call", file, name));
        Assert.Equal(expected, _shell.Bytes);
    }

    [Fact]
    public async Task Call_OnATerminal_Indents()
    {
        var (file, _) = _folder.AddFleet();
        var shell = new Shell(isTerminal: true);
        Assert.Equal(0, await shell.RunAsync("call", file, "fleet.ping"));
        Assert.Equal("{\n  \"ok\": \"yes\"\n}\n", shell.Bytes.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--arg", "id=7")]
    [InlineData("--args-json", """{"id": 7}""")]
    public async Task Call_DryRun_PrintsTheRequestWithoutSecrets(params string[] input)
    {
        var (file, _) = _folder.AddFleet(upstream: "https://api.fleet.test/v1/");
        Assert.Equal(0, await _shell.RunAsync(["call", file, "ship", "--dry-run", "--env-file", _folder.AddSecret(), .. input]));
        Assert.Equal("""{"method":"GET","url":"https://api.fleet.test/v1/ships/7","headers":{"Authorization":"Bearer {{FLEET_TOKEN}}"}}""", _shell.Bytes);
        Assert.DoesNotContain(TestFolder.Secret, _shell.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ValueFromFile_IsRead()
    {
        var (file, _) = _folder.AddFleet(upstream: "https://api.fleet.test");
        Assert.Equal(0, await _shell.RunAsync("call", file, "ship", "--dry-run", "--arg", $"id=@{_folder.Add("id.json", "12\n")}"));
        Assert.Contains("/ships/12\"", _shell.Bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BaseUri_ReplacesTheFiles()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(0, await _shell.RunAsync("call", file, "ship", "--dry-run", "--arg", "id=7", "--base-uri", "registry=https://elsewhere.test/x"));
        Assert.Contains("https://elsewhere.test/x/ships/7", _shell.Bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BaseUriForNothing_StopsBeforeAnythingIsSent()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync("call", file, "ping", "--base-uri", "registri=https://elsewhere.test"));
        Assert.Contains("NFK6012", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Empty(_shell.Bytes);
    }

    [Theory]
    [InlineData("registri=https://elsewhere.test", "--base-uri(1,1): warning NFK6012: no file consumes 'registri' (did you mean 'registry'?)")]
    [InlineData("registry=https://elsewhere.test", null)]
    public async Task Validate_BaseUri_MustBeForAnApi(string option, string? expected)
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(0, await _shell.RunAsync("validate", file, "--env-file", _folder.AddSecret(), "--base-uri", option));
        Assert.Equal(expected is not null, _shell.Out.Text.Contains("NFK6012", StringComparison.Ordinal));
        Assert.Contains(expected ?? "0 errors", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BaseUriInTheEnvironment_IsTheSameAndTheCommandLineWins()
    {
        var (file, _) = _folder.AddFleet();
        var env = _folder.Add("base.env", "NAFTIKO_BASEURI_REGISTRY=https://from-env.test\n");
        Assert.Equal(0, await _shell.RunAsync("call", file, "ship", "--dry-run", "--arg", "id=7", "--env-file", env, "--env-allow", "NOTHING"));
        Assert.Contains("https://from-env.test/ships/7", _shell.Bytes, StringComparison.Ordinal);

        var second = new Shell();
        await second.RunAsync("call", file, "ship", "--dry-run", "--arg", "id=7", "--env-file", env, "--base-uri", "registry=https://from-line.test");
        Assert.Contains("https://from-line.test/ships/7", second.Bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_TwoEnvFiles_TheLaterWins()
    {
        var (file, _) = _folder.AddFleet();
        string[] files = [_folder.Add("1.env", "NAFTIKO_BASEURI_REGISTRY=https://one.test\nOTHER=x\n"), _folder.Add("2.env", "NAFTIKO_BASEURI_REGISTRY=https://two.test\n")];
        await _shell.RunAsync("call", file, "ship", "--dry-run", "--arg", "id=7", "--env-file", files[0], "--env-file", files[1]);
        Assert.Contains("https://two.test/ships/7", _shell.Bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WrongInputs_EachOnItsLine()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(1, await _shell.RunAsync("call", file, "ship", "--arg", "id=seven", "--arg", "nope=1"));
        Assert.Equal(["error: the inputs are not right", "  nope: is no input of this unit (id)", "  id: must be an integer", ""], _shell.Error.Text.ReplaceLineEndings("\n").Split('\n'));
        Assert.Empty(_shell.Bytes);
    }

    [Fact]
    public async Task Call_Unreachable_FailureOnStderr()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(1, await _shell.RunAsync("call", file, "ship", "--arg", "id=7", "--env-file", _folder.AddSecret()));
        Assert.StartsWith("error: http://127.0.0.1:9 cannot be reached", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NameOfTwoFiles_ListsThem()
    {
        _folder.AddFleet("a.yml");
        _folder.AddFleet("deep/b.yml");
        Assert.Equal(2, await _shell.RunAsync("call", _folder.Path, "ping"));
        Assert.Contains($"{_folder["a.yml"]}  fleet.ping", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Contains($"{_folder["deep/b.yml"]}  fleet.ping", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UnknownName_SuggestsTheNearest()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync("call", file, "pnig"));
        Assert.Contains("fleet.ping", _shell.Error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fleet.ship", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FileWithoutName_ListsWhatItHas()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync("call", file));
        Assert.Contains($"{file}  fleet.ping  (GET /ping)", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Contains($"{file}  fleet.ship  (GET /ships/{{{{id}}}})", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ping", "--arg", "id")]
    [InlineData("ping", "--arg", "id=@no-such-file")]
    [InlineData("ping", "--args-json", "[]")]
    [InlineData("ping", "--base-uri", "registry")]
    [InlineData("ping", "--base-uri", "registry=ftp://x")]
    [InlineData("ping", "--total-timeout", "5")]
    [InlineData("ping", "--dry-runn")]
    public async Task Call_Usage_Two(params string[] args)
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync(["call", file, .. args]));
        Assert.NotEmpty(_shell.Error.Text);
        Assert.Empty(_shell.Bytes);
    }
}
