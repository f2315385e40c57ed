namespace Naftiko.Host.Tests.Cases;

/// <summary>Every file below <c>tests/Cases</c> is a test. <c>UPDATE_CASES=1</c> writes what comes into the files instead of comparing.</summary>
public sealed class CaseTests
{
    private static readonly string Root = FindRoot();

    public static IEnumerable<TheoryDataRow<string>> Files =>
        from path in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let name = Path.GetRelativePath(Root, path)[..^3].Replace('\\', '/')
        where name.Contains('/')
        select new TheoryDataRow<string>(name) { TestDisplayName = $"case {name}" };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Case_AsWritten(string name)
    {
        var file = CaseFile.Read(Path.Combine(Root, name + ".md"));
        var outcome = await CaseRun.RunAsync(file, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1")
        {
            file.Rewrite(outcome);
            return;
        }

        var differences = Differences(file, outcome).ToList();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static IEnumerable<string> Differences(CaseFile file, CaseOutcome outcome)
    {
        foreach (var exchange in outcome.Exchanges)
        {
            if (Difference(file, file.ExpectationAfter(exchange.Request, "expect upstream"), exchange.Upstream, "nothing", exchange.Request, "upstream") is { } sent)
            {
                yield return sent;
            }

            if (Difference(file, file.ExpectationAfter(exchange.Request, "expect response"), exchange.Response, null, exchange.Request, "response") is { } answered)
            {
                yield return answered;
            }
        }

        if (Difference(file, file.Blocks.FirstOrDefault(block => block.Kind == "expect diagnostics"), outcome.Diagnostics, "", null, "diagnostics") is { } diagnosed)
        {
            yield return diagnosed;
        }
    }

    private static string? Difference(CaseFile file, CaseBlock? expected, string came, string? unsaid, CaseBlock? exchange, string what)
    {
        var text = expected?.Text ?? unsaid;
        var isSame = expected switch
        {
            { Words: ["bytes"] } => text == came,
            { Words: ["unordered"] } => CaseText.Requests(expected.Text).SequenceEqual(CaseText.Requests(came)),
            _ => text is not null && CaseText.Normalise(text) == CaseText.Normalise(came),
        };
        return isSame
            ? null
            : $"{file.Path}:{(expected ?? exchange)?.Line ?? 1}: another {what} than expected\nexpected:\n{text ?? "(no expectation: run with UPDATE_CASES=1)"}\n\ncame:\n{came}";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NaftikoRuntime.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The cases are in tests/Cases of the repository."), "tests", "Cases");
    }
}
