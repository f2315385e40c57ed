using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Options_WithoutACommand_Serve()
    {
        var (_, port) = _folder.AddFleet("caps/fleet.yml");
        var used = TestHost.FreePort();
        var settings = _folder.Add("naftiko.settings.yaml", "paths: caps\n");
        using var stop = new CancellationTokenSource();
        var exit = _shell.RunAsync(stop.Token, "--port-map", $"{port}={used}", "--settings", settings);
        await _shell.Out.WaitForAsync("Try:");
        Assert.Equal("200", TestHost.StatusOf(await TestHost.SendAsync(used, "GET /fleet/ping")));
        await stop.CancelAsync();
        Assert.Equal(0, await exit);
    }

    [Theory]
    [InlineData("--help", 0, "validate")]
    [InlineData("-h", 0, "serve")]
    [InlineData("--version", 0, ".")]
    [InlineData("--prot-map", 2, "--prot-map")]
    [InlineData("sreve", 2, "serve")]
    public async Task OwnOptionsAndMistakes_AreAnswered(string argument, int exit, string expected)
    {
        Assert.Equal(exit, await _shell.RunAsync(argument));
        Assert.Contains(expected, _shell.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileWithoutACommand_IsToldHow()
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(2, await _shell.RunAsync(file));
        Assert.Contains("to serve it: ", _shell.Error.Text, StringComparison.Ordinal);
    }
}
