using System.Text.Json;
using System.Text.RegularExpressions;
using Naftiko.Host.Commands.Validating;
using Naftiko.Host.Diagnostics;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Tests.Commands;

/// <summary><c>validate</c> for programs, terminals and GitHub.</summary>
public sealed partial class ValidateFormatTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sarif_Findings_AreResultsOfRules()
    {
        AddFaulty("a b.yml");
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync("validate", _folder.Path, "--format", "sarif"));
        using var log = JsonDocument.Parse(shell.Out.Text);
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(log.RootElement.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("naftiko", driver.GetProperty("name").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", driver.GetProperty("semanticVersion").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Distinct(rules.Select(r => r.GetProperty("id").GetString()));
        Assert.All(rules, AssertRule);

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.All(results, result => AssertResult(result, rules));
        var error = Assert.Single(results, r => r.GetProperty("level").GetString() == "error");
        Assert.Equal("NFK3001", error.GetProperty("ruleId").GetString());
        Assert.EndsWith("(did you mean 'registry.get-ship'?)", error.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(results, r => r.GetProperty("level").GetString() == "warning");
        Assert.Contains(results, r => r.GetProperty("level").GetString() == "note");
        var place = error.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(new Uri(_folder["a b.yml"]).AbsoluteUri, place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.True(place.GetProperty("region").GetProperty("endColumn").GetInt32() > place.GetProperty("region").GetProperty("startColumn").GetInt32());
    }

    [Fact]
    public async Task Sarif_NothingFound_IsAnEmptyRun()
    {
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", _folder.Path, "--format", "sarif"));
        using var log = JsonDocument.Parse(shell.Out.Text);
        Assert.Empty(log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task GitHub_Findings_AreWorkflowCommands()
    {
        var file = AddFaulty("fleet.yml");
        var shell = new Shell();
        Assert.Equal(1, await shell.RunAsync("validate", file, "--format", "github"));
        var lines = shell.Out.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[..^1], line => Assert.Matches(Command(), line));
        Assert.Contains(lines, line => line.StartsWith($"::error file={file},line=", StringComparison.Ordinal) && line.Contains(",title=NFK3001%3A call to nothing::'registry.get-shipp' ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("::notice ", StringComparison.Ordinal));
        Assert.Matches(@"^1 file, 1 error, \d warnings?$", lines[^1]);
    }

    [Theory]
    [InlineData("a,b:c%.yml", "one\ntwo, three: 100%\r", "file=a%2Cb%3Ac%25.yml,", "::one%0Atwo, three: 100%25%0D (why: 5%25)")]
    public void GitHub_ForeignText_IsEscaped(string file, string message, string property, string data)
    {
        var writer = new StringWriter();
        WorkflowCommands.Write(writer, Report.Of([new Diagnostic(ReferenceDiagnostics.UnknownCall, new SourceSpan(file, 2, 3, 4, 5), message, "why: 5%")], [file]));
        Assert.Equal($"::error {property}line=2,endLine=4,col=3,title=NFK3001%3A call to nothing{data}\n", writer.ToString());
    }

    [Theory]
    [InlineData("fleet/a b.yml", "fleet/a b.yml", "fleet/a%20b.yml")]
    [InlineData("./x.yml", "x.yml", "x.yml")]
    [InlineData("ä#?.yml", "ä#?.yml", "%C3%A4%23%3F.yml")]
    [InlineData("..x/a.yml", "..x/a.yml", "..x/a.yml")]
    public void Paths_BelowTheWorkingDirectory_AreRelative(string file, string path, string uri)
    {
        Assert.Equal((path, uri), (ReportPaths.PathOf(file), ReportPaths.UriOf(file)));
        Assert.Equal((path, uri), (ReportPaths.PathOf(Path.GetFullPath(file)), ReportPaths.UriOf(Path.GetFullPath(file))));
    }

    [Fact]
    public void Paths_Elsewhere_AreAbsolute()
    {
        var file = Path.Combine(Path.GetTempPath(), "a b.yml");
        Assert.Equal((file, new Uri(file).AbsoluteUri), (ReportPaths.PathOf(file), ReportPaths.UriOf(file)));
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    public async Task FailOn_Warning_DecidesTheExitCode(string severity, int expected)
    {
        var (file, _) = _folder.AddFleet();
        Assert.Equal(expected, await new Shell().RunAsync("validate", file, "--fail-on", severity));
    }

    [Fact]
    public async Task FailOn_AdviceOnly_Succeeds()
    {
        var (file, _) = _folder.AddFleet();
        var shell = new Shell();
        Assert.Equal(0, await shell.RunAsync("validate", file, "--fail-on", "warning", "--env-file", _folder.AddSecret()));
        Assert.Contains("info NFK", shell.Out.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Colours_OnATerminalThatWantsThem(bool isTerminal, bool hasColours, bool expected)
    {
        var shell = new Shell(isTerminal, hasColours);
        await shell.RunAsync("validate", AddFaulty("fleet.yml"));
        Assert.Equal(expected, shell.Out.Text.Contains("\u001b[31merror NFK3001\u001b[0m: ", StringComparison.Ordinal));
        Assert.Equal(expected, shell.Out.Text.Contains('\u001b', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "xterm", true)]
    [InlineData("", "xterm", true)]
    [InlineData("1", "xterm", false)]
    [InlineData(null, "dumb", false)]
    [InlineData(null, null, true)]
    public void Colours_Environment_Decides(string? noColor, string? term, bool expected) =>
        Assert.Equal(expected, Host.Commands.CommandOutput.WantsColours(name => name == "NO_COLOR" ? noColor : term));

    [Fact]
    public async Task Text_ControlCharactersOfAFile_DoNotReachTheTerminal()
    {
        var file = _folder.Add("evil.yml", "naftiko: 1.0.0-beta5\ncapability:\n  exposes:\n    - type: mcp\n      tools: [ { name: a, call: \"x.\\e[2Jy\\nforged.yml(1,1): error\" } ]\n");
        var shell = new Shell(isTerminal: true);
        await shell.RunAsync("validate", file);
        Assert.DoesNotContain('\u001b', shell.Out.Text);
        Assert.Contains("x. [2Jy forged", shell.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_Findings_StandInTheOrderOfTheirPlaces()
    {
        AddFaulty("b.yml");
        AddFaulty("a.yml");
        var shell = new Shell();
        await shell.RunAsync("validate", _folder.Path);
        var places = shell.Out.Text.Split('\n').Select(l => Place().Match(l)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, null), int.Parse(m.Groups[3].Value, null))).ToList();
        Assert.Equal(places.Order(), places);
        Assert.Equal(2, places.DistinctBy(p => p.Value).Count());
    }

    [Fact]
    public void Catalogue_HasHelpForEveryDiagnostic() => Assert.All(DiagnosticCatalogue.All, d => Assert.Contains("# cure", DiagnosticCatalogue.HelpOf(d), StringComparison.Ordinal));

    [Theory]
    [InlineData("nfk3001", 0, "NFK3001: call to nothing (error)")]
    [InlineData("NFK300", 2, "there is no diagnostic 'NFK300' (did you mean 'NFK3001'?)")]
    public async Task Explain_Id_SaysWhatThePageSays(string id, int exit, string expected)
    {
        var shell = new Shell();
        Assert.Equal(exit, await shell.RunAsync("explain", id));
        Assert.Contains(expected, shell.Everything, StringComparison.Ordinal);
    }

    private string AddFaulty(string name)
    {
        var (file, _) = _folder.AddFleet(name);
        File.WriteAllText(file, File.ReadAllText(file).Replace("registry.get-ship", "registry.get-shipp", StringComparison.Ordinal));
        return file;
    }

    /// <summary>What the schema requires of a reportingDescriptor, and what GitHub shows of it.</summary>
    private static void AssertRule(JsonElement rule)
    {
        Assert.Matches("^NFK[0-9]{4}$", rule.GetProperty("id").GetString());
        Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString() ?? "");
        Assert.Contains("```", rule.GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString() ?? "");
        Assert.Contains(rule.GetProperty("defaultConfiguration").GetProperty("level").GetString(), (string?[])["error", "warning", "note"]);
    }

    /// <summary>What the schema requires of a result.</summary>
    private static void AssertResult(JsonElement result, List<JsonElement> rules)
    {
        Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString() ?? "");
        var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.All((string[])["startLine", "startColumn", "endLine", "endColumn"], name => Assert.True(region.GetProperty(name).GetInt32() >= 1));
    }

    [GeneratedRegex(@"^::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,col=\d+(,endColumn=\d+)?,title=NFK\d{4}%3A [^,:]+::.+$")]
    private static partial Regex Command();

    [GeneratedRegex(@"^(.+)\((\d+),(\d+)\): ")]
    private static partial Regex Place();
}
