using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Imports;

/// <summary>Each import that cannot be had is an error at its place, and the rest of the file goes on.</summary>
public sealed class ImportFaultTests
{
    private const string Weather = "ikanos: 1.0.0-beta5\nconsumes:\n- { namespace: weather, type: http, baseUri: \"https://weather.test\" }\n- { namespace: tides, type: http, baseUri: \"https://tides.test\" }\n";

    [Fact]
    public void MissingFile_KeepsTheNamespaceWithoutOperations()
    {
        using var folder = new ReadFolder();

        var file = folder.Read("""
            ikanos: 1.0.0-beta5
            capability:
              consumes:
              - { from: ./gone.yml, import: gone }
              - { namespace: own, type: http, baseUri: "https://own.test" }
            """);

        var fault = folder.Only(SourceDiagnostics.NotFound);
        Assert.Equal((4, 13), (fault.Span.Line, fault.Span.Column));
        Assert.Equal(["gone", "own"], file.Consumes.Select(c => c.Namespace));
        Assert.Empty(file.Consumes[0].Resources);
    }

    [Fact]
    public void MissingFileOfASurface_LeavesOnlyThatOut()
    {
        using var folder = new ReadFolder();

        var file = folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  exposes:\n  - { from: ./gone.yml, import: gone }\n  - { type: rest, namespace: here }\n");

        Assert.Equal("here", Assert.Single(file.Exposes).Namespace);
        folder.Only(SourceDiagnostics.NotFound);
    }

    [Theory]
    [InlineData("imports: [ ./gone.yml ]")]
    [InlineData("import: { from: ./gone.yml, import: weather }")]
    public void MissingFileOfImports_IsSaidOnce(string imports)
    {
        using var folder = new ReadFolder();

        folder.Read($"ikanos: 1.0.0-beta5\ncapability:\n  exposes: []\n{imports}\n");

        folder.Only(SourceDiagnostics.NotFound);
        folder.Only(AdviceDiagnostics.PublishedSpelling);
        Assert.DoesNotContain(folder.Diagnostics, d => d.Descriptor == StructureDiagnostics.UnknownKey);
    }

    [Fact]
    public void MissingNamespace_NamesTheNearest()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - from: ./weather.yml\n    import: waether\n");

        var fault = folder.Only(ImportedFileDiagnostics.UnknownNamespace);
        Assert.Equal(5, fault.Span.Line);
        Assert.Contains("'weather'", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSection_IsSaid()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  aggregates:\n  - { from: ./weather.yml, import: weather }\n");

        Assert.Contains("no 'aggregates'", folder.Only(ImportedFileDiagnostics.UnknownNamespace).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { from: ./weather.yml }", "'import'")]
    [InlineData("- { import: weather }", "'from'")]
    public void MissingKey_IsAnError(string entry, string key)
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        folder.Read($"ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  {entry}\n");

        Assert.Contains(key, folder.Only(StructureDiagnostics.MissingKey).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { from: ./weather.yml, import: weather }\n  - { from: ./weather.yml, import: tides, as: weather }")]
    [InlineData("- { namespace: weather, type: http, baseUri: \"https://own.test\" }\n  - { from: ./weather.yml, import: weather }")]
    public void DuplicateAlias_FirstCounts(string entries)
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        var file = folder.Read($"ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  {entries}\n");

        Assert.Single(file.Consumes);
        Assert.Equal(5, folder.Only(ImportedFileDiagnostics.DuplicateAlias).Span.Line);
    }

    [Fact]
    public void SelfImport_IsAnError()
    {
        using var folder = new ReadFolder();

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./main.yaml, import: own }\n");

        Assert.Contains("itself", folder.Only(ImportedFileDiagnostics.Cycle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cycle_IsReportedWhereItCloses()
    {
        using var folder = new ReadFolder()
            .With("a.yml", "ikanos: 1.0.0-beta5\nconsumes:\n- { from: ./b.yml, import: b }\n- { namespace: a, type: http, baseUri: \"https://a.test\" }\n")
            .With("b.yml", "ikanos: 1.0.0-beta5\nconsumes:\n- { from: ./a.yml, import: a }\n");

        var file = folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./a.yml, import: a }\n");

        var fault = folder.Only(ImportedFileDiagnostics.Cycle);
        Assert.Equal("b.yml", Path.GetFileName(fault.Span.File));
        Assert.Contains("a.yml → b.yml → a.yml", fault.Message, StringComparison.Ordinal);
        Assert.Equal("https://a.test", Assert.Single(file.Consumes).BaseUri.Value);
    }

    [Fact]
    public void LinkThatMakesPathsEndless_Ends()
    {
        using var folder = new ReadFolder().With("a.yml", "ikanos: 1.0.0-beta5\nconsumes:\n- { from: ./again/a.yml, import: a }\n");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "again"), folder.Path);

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./a.yml, import: a }\n");

        folder.Only(ImportedFileDiagnostics.TooMuch);
    }

    [Theory]
    [InlineData("../outside.yml")]
    [InlineData("/etc/hostname")]
    [InlineData("./link.yml")]
    public void OutsideTheServedFolder_IsRefused(string location)
    {
        using var folder = new ReadFolder().With("../outside.yml", Weather).With("inside.yml", Weather);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.yml"), Path.Combine(folder.Path, "..", "outside.yml"));

        folder.Read($"ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - {{ from: {location}, import: weather }}\n");

        Assert.Equal(4, folder.Only(SourceDiagnostics.NotAllowed).Span.Line);
    }

    [Fact]
    public void Address_IsRefused()
    {
        using var folder = new ReadFolder();

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: \"https://elsewhere.test/weather.yml\", import: weather }\n");

        folder.Only(SourceDiagnostics.UnsupportedScheme);
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("consumes: [")]
    public void FileWithFaults_IsReportedAtEveryImport(string text)
    {
        using var folder = new ReadFolder().With("weather.yml", text);

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./weather.yml, import: weather }\n  - { from: ./weather.yml, import: tides }\n");

        Assert.Equal([4, 5], folder.Diagnostics.Where(d => d.Descriptor == ImportedFileDiagnostics.Unreadable).Select(d => d.Span.Line));
    }

    [Fact]
    public void OneFileImportedOverAndOver_StopsAtTheLimit()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather.Replace("weather,", $"weather, tags: [{string.Join(',', Enumerable.Range(0, 50))}],", StringComparison.Ordinal));
        var entries = string.Concat(Enumerable.Range(0, 100).Select(i => $"  - {{ from: ./weather.yml, import: weather, as: w{i} }}\n"));

        var file = folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n" + entries, YamlBudget.Default with { MaxNodes = 1_000 });

        Assert.Contains(folder.Diagnostics, d => d.Descriptor == ImportedFileDiagnostics.TooMuch);
        Assert.InRange(file.Consumes.Count(c => c.BaseUri.Value.Length > 0), 1, 99);
    }

    [Fact]
    public void NoCapabilityFile_OpensNothing()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather).With("other.yaml", "imports: [ ./weather.yml ]\n");
        var loader = new FileSourceLoader(AllowedPaths.Of([folder.Path], []));

        Assert.Null(CapabilityReader.Read(Path.Combine(folder.Path, "other.yaml"), loader, YamlBudget.Default, new DiagnosticBag()));

        Assert.DoesNotContain(Path.Combine(folder.Path, "weather.yml"), loader.Touched);
    }
}
