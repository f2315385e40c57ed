using System.Text.Json;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Commands;

public class ValidateCommandTests
{
    [Fact]
    public async Task Validate_MissingEnvironmentValue_IsNoError()
    {
        using var folder = new TestFolder();
        var (file, _) = folder.AddFleet();
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", file));
        Assert.Contains("warning NFK5001", shell.Out.Text, StringComparison.Ordinal);
        Assert.EndsWith("1 file, 0 errors, 1 warning\n", shell.Out.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_UnknownOperation_ErrorWithPositionAndHint()
    {
        using var folder = new TestFolder();
        var (file, _) = folder.AddFleet();
        File.WriteAllText(file, File.ReadAllText(file).Replace("registry.get-ship", "registry.get-shipp", StringComparison.Ordinal));
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync("validate", file, "--env-file", folder.AddSecret()));
        Assert.Matches(@"fleet\.yml\(\d+,\d+\): error NFK3\d{3}: .*get-shipp.* \(did you mean 'registry.get-ship'\?\)", shell.Out.Text);
        Assert.DoesNotContain(" | ", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OnATerminal_ShowsThePlace()
    {
        using var folder = new TestFolder();
        var (file, _) = folder.AddFleet();
        File.WriteAllText(file, File.ReadAllText(file).Replace("registry.get-ship", "registry.get-shipp", StringComparison.Ordinal));
        var shell = new Shell(isTerminal: true);
        await shell.RunAsync("validate", file);
        Assert.Contains("call: registry.get-shipp\n", shell.Out.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Matches(@"\n +\| +\^{18}\n", shell.Out.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Validate_TwoSurfacesOfOneMount_Warns()
    {
        using var folder = new TestFolder();
        var port = TestHost.FreePort();
        folder.AddFleet("a.yml", port: port);
        folder.AddFleet("b.yml", port: port);
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", folder.Path));
        Assert.Contains("b.yml(", shell.Out.Text.Split('\n').Single(line => line.Contains("NFK6003", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_FileForImport_NeedsNothingToServe()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["shared.yml"], "ikanos: 1.0.0-beta5\nconsumes: [{ namespace: a, type: http, baseUri: 'https://a.test' }]\n");
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", folder["shared.yml"]));
        Assert.Contains("info NFK2007", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_FileThatIsNone_One()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["other.yml"], "a: 1\n");
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync("validate", folder["other.yml"]));
        Assert.Contains("error NFK2001", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_DeviationsAreErrorsInStrictMode()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["a.yml"], "naftiko: 1.0.0-alpha2\ncapability:\n  exposes: [{ type: http, namespace: a, resources: [] }]\n");
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", folder["a.yml"]));
        Assert.Contains("info NFK9018", shell.Out.Text, StringComparison.Ordinal);
        Assert.Equal(1, await shell.RunAsync("validate", folder["a.yml"], "--strict"));
        Assert.Contains("error NFK9018", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_WhatSeveralFilesImport_IsToldOnce()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["shared.yml"], "ikanos: 1.0.0-beta5\nconsumes: [{ namespace: a, type: http, baseUri: 'https://a.test', colour: red }]\n");
        foreach (var name in new[] { "one", "two" })
        {
            File.WriteAllText(folder[name + ".yml"], "ikanos: 1.0.0-beta5\ncapability: { consumes: [{ from: ./shared.yml, import: a }] }\n");
        }

        var shell = new Shell();
        await shell.RunAsync("validate", folder.Path);
        Assert.Single(shell.Out.Text.Split('\n'), line => line.Contains("NFK2003", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_Json_OneObject()
    {
        using var folder = new TestFolder();
        var (file, _) = folder.AddFleet();
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", file, "--format", "json"));
        using var json = JsonDocument.Parse(shell.Out.Text);
        Assert.Equal(1, json.RootElement.GetProperty("warnings").GetInt32());
        var diagnostic = Assert.Single(json.RootElement.GetProperty("diagnostics").EnumerateArray(), d => d.GetProperty("severity").GetString() == "warning");
        Assert.Equal(("NFK5001", "warning", file), (diagnostic.GetProperty("id").GetString(), diagnostic.GetProperty("severity").GetString(), diagnostic.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Validate_UnreadableFileInAFolder_Two()
    {
        using var folder = new TestFolder();
        folder.AddFleet();
        File.CreateSymbolicLink(folder["circle.yml"], folder["circle.yml"]);
        var shell = new Shell();
        Assert.Equal(2, await shell.RunAsync("validate", folder.Path));
        Assert.Contains("error NFK1102", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Strict_RefusesLenientJsonPath()
    {
        using var folder = new TestFolder();
        var (file, _) = folder.AddFleet();
        File.AppendAllText(file, "\n              outputParameters:\n                - { name: a, type: string, mapping: a.b }\n");
        Assert.Equal(0, await new Shell().RunAsync("validate", file));
        Assert.Equal(1, await new Shell().RunAsync("validate", file, "--strict"));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("validate", "no-such-file.yml")]
    [InlineData("validate", ".", "--format", "xml")]
    [InlineData("validate", ".", "--env-file", "no-such-file.env")]
    [InlineData("validate", "--no-such-option")]
    [InlineData("no-such-command")]
    public async Task Validate_UsageOrUnreadable_Two(params string[] args)
    {
        var shell = new Shell();
        Assert.Equal(2, await shell.RunAsync(args));
        Assert.NotEmpty(shell.Everything);
    }
}
