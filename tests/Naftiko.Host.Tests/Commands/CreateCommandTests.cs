using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

public sealed class CreateCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--base-uri", "https://api.ships.test/v2")]
    [InlineData("--base-uri", "https://ships.test/it's")]
    public async Task Create_File_ValidatesWithoutAnyFinding(params string[] options)
    {
        Assert.Equal(0, await _shell.RunAsync(["create", "my-ships_2.0", "-o", _folder["a.yaml"], .. options]));
        Assert.Contains($"created {_folder["a.yaml"]}", _shell.Out.Text, StringComparison.Ordinal);
        var validate = new Shell();
        Assert.Equal(0, await validate.RunAsync("validate", _folder["a.yaml"], "--strict"));
        Assert.Equal("1 file, 0 errors, 0 warnings\n", validate.Out.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Create_WithoutAnApi_GreetsOverRestAndMcp()
    {
        var port = TestHost.FreePort();
        Assert.Equal(0, await _shell.RunAsync("create", "hello", "--port", $"{port}", "-o", _folder["hello.yaml"]));
        await using var server = await _shell.ServeAsync(_folder["hello.yaml"]);
        Assert.EndsWith("""{"message":"Hello, Ada!"}""", await TestHost.SendAsync(port, "GET /v1/greetings/Ada"), StringComparison.Ordinal);
        Assert.Contains($"http://localhost:{port}/hello-mcp/mcp", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api-rest.get")]
    [InlineData("api-mcp.get")]
    public async Task Create_WithAnApi_CallsIt(string unit)
    {
        Assert.Equal(0, await _shell.RunAsync("create", "api", "--base-uri", "https://api.ships.test/v2", "-o", _folder["api.yaml"]));
        Assert.Equal(0, await _shell.RunAsync("call", _folder["api.yaml"], unit, "--arg", "path=fleets/north sea", "--dry-run"));
        Assert.Contains("\"url\":\"https://api.ships.test/v2/fleets/north%20sea\"", _shell.Bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_FileThatExists_IsKept()
    {
        var file = _folder.Add("a.yaml", "mine");
        Assert.Equal(2, await _shell.RunAsync("create", "a", "-o", file));
        Assert.Contains("exists and is kept", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task Create_OnATerminal_AsksForWhatIsMissing()
    {
        var shell = new Shell(answers: ["ships", "https://api.ships.test", ""]);
        Assert.Equal(0, await shell.RunAsync("create", "-o", _folder["ships.yaml"]));
        Assert.StartsWith("Name: Base URI of an API to call (none: a greeting): Port (8080): created", shell.Out.Text, StringComparison.Ordinal);
        var text = File.ReadAllText(_folder["ships.yaml"]);
        Assert.Contains("baseUri: 'https://api.ships.test'", text, StringComparison.Ordinal);
        Assert.Contains("port: 8080", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("create", "a/b")]
    [InlineData("create", "")]
    [InlineData("create", "../up")]
    [InlineData("create", "a", "--port", "http")]
    [InlineData("create", "a", "--base-uri", "ftp://a.test")]
    [InlineData("create", "a", "-o", "no-such-folder/a.yaml")]
    public async Task Create_WrongUsage_TwoAndNothingIsWritten(params string[] args)
    {
        Assert.Equal(2, await _shell.RunAsync(args));
        Assert.NotEmpty(_shell.Error.Text);
        Assert.False(File.Exists("a.yaml"));
    }
}
