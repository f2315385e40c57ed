using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands.Settings;

/// <summary>The settings file, as the commands that read it show it.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Name = "naftiko.settings.yaml";

    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_FileBesideTheFolder_IsReadAndNamed()
    {
        var (_, port) = _folder.AddFleet("caps/fleet.yml", "https://in-the-file.test");
        _folder.AddSecret();
        var used = TestHost.FreePort();
        var settings = _folder.Add(Name, $$"""
            portMap: { {{port}}: {{used}} }
            envFile: fleet.env
            dryRun: true
            baseUri: { registry: 'https://in-the-settings.test' }
            """);
        await using var server = await _shell.ServeAsync(_folder["caps"]);
        Assert.Contains($"settings: {settings}", _shell.Out.Text, StringComparison.Ordinal);
        var answer = await TestHost.SendAsync(used, "GET /fleet/ships/7");
        Assert.Contains("https://in-the-settings.test/ships/7", answer, StringComparison.Ordinal);
        Assert.Contains("Bearer {{FLEET_TOKEN}}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_CommandLine_WinsEntryByEntry()
    {
        var (_, first) = _folder.AddFleet("caps/a/fleet.yml");
        var (_, second) = _folder.AddFleet("caps/b/fleet.yml");
        var (used, other, unused) = (TestHost.FreePort(), TestHost.FreePort(), TestHost.FreePort());
        _folder.Add(Name, $$"""
            portMap: { {{first}}: {{used}}, {{second}}: {{unused}} }
            logLevel: warning
            """);
        await using var server = await _shell.ServeAsync(_folder["caps"], "--port-map", $"{second}={other}", "--log-level", "information");
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(used, "GET /fleet/ping")));
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(other, "GET /fleet/ping")));
        await _shell.Out.WaitForAsync("info Naftiko.Access");
    }

    [Fact]
    public async Task Serve_Paths_AreRelativeToTheFile()
    {
        var (_, port) = _folder.AddFleet("deep/caps/fleet.yml");
        _folder.AddFleet("deep/others/other.yml");
        var settings = _folder.Add("deep/" + Name, "paths: [./caps]\nwatch: false\n");
        await using var server = await _shell.ServeAsync("--settings", settings);
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(port, "GET /fleet/ping")));
        Assert.DoesNotContain("other.yml", _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_FileAmongTheServedOnes_IsNeitherReadNorServed()
    {
        var (_, port) = _folder.AddFleet("caps/fleet.yml");
        _folder.Add("caps/" + Name, "allowPublic: true\naddress: '*'\n");
        await using var server = await _shell.ServeAsync(_folder["caps"]);
        Assert.Contains("warning NFK6304", _shell.Error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("settings:", _shell.Out.Text, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:{port}/", _shell.Out.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, _shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_FileWhereAnybodyMayWrite_IsNotRead()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("No such modes.");
            return;
        }

        _folder.AddFleet("open/caps/fleet.yml");
        _folder.Add("open/" + Name, "nonsense: true\n");
        File.SetUnixFileMode(_folder["open"], (UnixFileMode)0b111_111_111);
        Assert.Equal(0, await _shell.RunAsync("validate", _folder["open/caps"]));
        Assert.Contains("warning NFK6304: the settings are not used: anybody may write to their folder", _shell.Error.Text, StringComparison.Ordinal);
        Assert.Equal(2, await new Shell().RunAsync("validate", _folder["open/caps"], "--settings", _folder["open/" + Name]));
    }

    [Fact]
    public async Task Validate_InTheWorkingDirectory_NeedsNoArgument()
    {
        _folder.AddFleet("caps/fleet.yml");
        _folder.Add(Name, "paths: caps\n");
        await using var naftiko = NaftikoProcess.Start(_folder.Path, "validate");
        Assert.Equal(0, await naftiko.ExitAsync());
        await naftiko.Out.WaitForAsync("1 file, 0 errors");
        Assert.Contains($"{Path.Combine("caps", "fleet.yml")}(", naftiko.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_NoSettings_ReadsNone()
    {
        _folder.AddFleet("caps/fleet.yml");
        _folder.Add(Name, "nonsense: true\n");
        await using var server = await _shell.ServeAsync(_folder["caps"], "--no-settings");
        Assert.Empty(_shell.Error.Text);
    }

    [Theory]
    [InlineData("portMapp: { 8080: 18080 }", "(1,1): error NFK6301: there is no setting 'portMapp' (did you mean 'portMap'?)")]
    [InlineData("\nbaseUri: https://ships.test", "(2,10): error NFK6302: 'baseUri' must be a mapping, but is text")]
    [InlineData("envFile: { a: b }", "(1,10): error NFK6302: 'envFile' must be a list of texts, but is a mapping")]
    [InlineData("strict: sometimes", "(1,9): error NFK6302: 'strict' must be true or false, but is text")]
    [InlineData("- paths", "(1,1): error NFK6302: settings are a mapping, but this is a list")]
    [InlineData("logLevel: wraning", "(1,11): error NFK6303: 'wraning' is no log level: trace, debug, information, info, warning, error, critical, none (did you mean 'warning'?)")]
    [InlineData("totalTimeout: 5", "(1,15): error NFK6303: '5' is no duration: write 500ms, 5s or 1m30s, up to 24h")]
    [InlineData("portMap: { 8080: 99999 }", "(1,18): error NFK6303: '8080' to '99999' maps no port: both are numbers from 1 to 65535")]
    [InlineData("baseUri: { ships: 'ftp://ships.test' }", "(1,19): error NFK6303: 'ftp://ships.test', for 'ships', is no base URI: it must begin with http:// or https://")]
    [InlineData("address: nowhere!", "(1,10): error NFK6303: 'nowhere!' is no address")]
    [InlineData("paths: [a", "error NFK1001")]
    public async Task Validate_FaultySettings_AreErrorsWithTheirPlace(string text, string expected)
    {
        _folder.AddFleet("caps/fleet.yml");
        var settings = _folder.Add(Name, text);
        Assert.Equal(2, await _shell.RunAsync("validate", _folder["caps"]));
        Assert.Contains(expected.StartsWith('(') ? settings + expected : expected, _shell.Error.Text, StringComparison.Ordinal);
        Assert.Empty(_shell.Out.Text);
    }

    [Fact]
    public async Task Validate_SettingsThatDoNotExist_Two()
    {
        _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync("validate", _folder.Path, "--settings", _folder["no-such.yaml"]));
        Assert.Contains("error NFK1101", _shell.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("x-mine: &anchor { any: thing }\nbaseUri:\n")]
    public async Task Validate_SettingsThatSayNothing_AreFine(string text)
    {
        _folder.AddFleet("caps/fleet.yml");
        _folder.Add(Name, text);
        Assert.Equal(0, await _shell.RunAsync("validate", _folder["caps"]));
        Assert.Empty(_shell.Error.Text);
    }

    [Fact]
    public async Task Validate_StrictInTheFile_IsTakenBackOnTheLine()
    {
        var (file, _) = _folder.AddFleet("caps/fleet.yml");
        File.AppendAllText(file, "\n              outputParameters:\n                - { name: a, type: string, mapping: a.b }\n");
        _folder.Add(Name, "strict: true");
        Assert.Equal(1, await _shell.RunAsync("validate", _folder["caps"]));
        Assert.Equal(0, await _shell.RunAsync("validate", _folder["caps"], "--strict", "false"));
    }

    [Theory]
    [InlineData("https://from-line.test", "https://from-env.test", "https://from-line.test")]
    [InlineData(null, "https://from-env.test", "https://from-env.test")]
    [InlineData(null, null, "https://from-settings.test")]
    public async Task Call_BaseUri_LineThenEnvironmentThenSettings(string? line, string? environment, string expected)
    {
        var (file, _) = _folder.AddFleet("caps/fleet.yml");
        _folder.Add("caps/" + Name, "baseUri: { registry: 'https://from-settings.test' }\nenvFile: [fleet.env]\ndryRun: true\n");
        _folder.Add("caps/fleet.env", $"FLEET_TOKEN=abc\n{(environment is null ? "" : $"NAFTIKO_BASEURI_REGISTRY={environment}")}\n");
        string[] options = line is null ? [] : ["--base-uri", $"registry={line}"];
        Assert.Equal(0, await _shell.RunAsync(["call", file, "ship", "--arg", "id=7", .. options]));
        Assert.Contains($"{expected}/ships/7", _shell.Bytes, StringComparison.Ordinal);
    }
}
