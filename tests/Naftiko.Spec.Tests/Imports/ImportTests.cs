using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Exposes;

namespace Naftiko.Spec.Tests.Imports;

public sealed class ImportTests
{
    private const string Weather = """
        ikanos: 1.0.0-beta5
        consumes:
        - namespace: weather
          type: http
          baseUri: https://weather.test/v2
          resources:
            stations:
              path: /stations
              operations:
                list-stations: { method: GET }
        - namespace: tides
          type: http
          baseUri: https://tides.test
        """;

    [Theory]
    [InlineData("- { from: ./parts/weather.yml, import: weather }")]
    [InlineData("- { location: ./parts/weather.yml, import: weather }")]
    [InlineData("- { from: parts/weather.yml, import: weather }")]
    [InlineData("- { from: 'file:///./parts/weather.yml', import: weather }")]
    [InlineData("- { ref: ./parts/weather.yml, namespace: weather }")]
    public void Consumes_EachSpelling_TakesTheApiWithItsOwnPlaces(string entry)
    {
        using var folder = new ReadFolder().With("parts/weather.yml", Weather);

        var file = folder.Read($"ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  {entry}\n");

        folder.AssertQuiet();
        var api = Assert.Single(file.Consumes);
        Assert.Equal("weather", api.Namespace);
        Assert.Equal("https://weather.test/v2", api.BaseUri.Value);
        Assert.Equal(Path.Combine(folder.Path, "parts", "weather.yml"), api.BaseUri.Span.File);
        Assert.Equal(5, api.BaseUri.Span.Line);
        Assert.Equal("list-stations", Assert.Single(Assert.Single(api.Resources).Operations).Name);
    }

    [Theory]
    [InlineData("capability:\n  imports:\n  - { location: ./parts/weather.yml, import: weather, as: sky }\n")]
    [InlineData("imports:\n- { from: ./parts/weather.yml, import: weather, as: sky }\ncapability: {}\n")]
    [InlineData("import: { path: ./parts/weather.yml, namespace: weather, as: sky }\ncapability: {}\n")]
    public void Imports_EachPlace_TakesWhatItNames(string rest)
    {
        using var folder = new ReadFolder().With("parts/weather.yml", Weather);

        var file = folder.Read("naftiko: 1.0.0-alpha2\n" + rest);

        folder.AssertQuiet();
        Assert.Equal("sky", Assert.Single(file.Consumes).Namespace);
    }

    [Fact]
    public void Imports_PathAlone_TakesEverythingThatCanBeCalledAndNoSurface()
    {
        using var folder = new ReadFolder().With("parts/weather.yml", Weather + "\nexposes:\n- { type: rest, namespace: open-door, resources: [] }\n");

        var file = folder.Read("naftiko: 1.0.0-alpha2\nimports: [ ./parts/weather.yml ]\ncapability: {}\n");

        folder.AssertQuiet();
        Assert.Equal(["weather", "tides"], file.Consumes.Select(c => c.Namespace));
        Assert.Empty(file.Exposes);
    }

    [Fact]
    public void As_RenamesAndKeepsTheFormerNameForReferences()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        var file = folder.Read("""
            ikanos: 1.0.0-beta5
            capability:
              consumes:
              - { from: ./weather.yml, import: weather, as: north }
              - { from: ./weather.yml, import: weather, as: south }
            """);

        folder.AssertQuiet();
        Assert.Equal(["north", "south"], file.Consumes.Select(c => c.Namespace));
        Assert.Contains("weather", file.FormerNamespaces);
    }

    [Fact]
    public void NamedMap_TakesTheKeyForTheLocalName()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        var file = folder.Read("""
            ikanos: 1.0.0-beta5
            capability:
              consumes:
                own: { type: http, baseUri: "https://own.test" }
                sky: { from: ./weather.yml, import: weather }
                tides: { from: ./weather.yml }
            """);

        folder.AssertQuiet();
        Assert.Equal(["own", "sky", "tides"], file.Consumes.Select(c => c.Namespace));
    }

    [Fact]
    public void EverySection_IsImported()
    {
        using var folder = new ReadFolder()
            .With("doors.yml", """
                ikanos: 1.0.0-beta5
                exposes:
                - type: mcp
                  namespace: talk
                  port: 4001
                  tools: { hello: { description: Says hello, outputParameters: { says: { type: string, value: hello } } } }
                """)
            .With("flows.yml", "ikanos: 1.0.0-beta5\naggregates:\n- { namespace: sums, flows: { total: { outputParameters: { n: { type: integer, value: 1 } } } } }\n")
            .With("keys.yml", "ikanos: 1.0.0-beta5\nbinds:\n- { namespace: keys, location: ./values.env, keys: { TOKEN: TOKEN } }\n");

        var file = folder.Read("""
            ikanos: 1.0.0-beta5
            binds:
            - { from: ./keys.yml, import: keys, as: secrets }
            capability:
              aggregates:
              - { from: ./flows.yml, import: sums }
              exposes:
              - { from: ./doors.yml, import: talk, as: speak }
            """);

        folder.AssertQuiet();
        var surface = Assert.IsType<ExposesMcpSpec>(Assert.Single(file.Exposes));
        Assert.Equal("speak", surface.Namespace);
        Assert.Equal("hello", Assert.Single(surface.Tools).Name);
        Assert.Equal("total", Assert.Single(Assert.Single(file.Aggregates).Flows).Name);
        var bind = Assert.Single(file.Binds, b => b.Scope is null);
        Assert.Equal("secrets", bind.Namespace);
        Assert.Equal(Path.Combine(folder.Path, "keys.yml"), bind.LocationSpan?.File);
    }

    [Fact]
    public void BindsOfAnImportedFile_ComeAlongForThatFileOnly()
    {
        using var folder = new ReadFolder().With("parts/weather.yml", Weather + "\nbinds:\n- { namespace: w, location: ./secret.env, keys: { TOKEN: TOKEN } }\n");

        var file = folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./parts/weather.yml, import: weather }\n");

        var bind = Assert.Single(file.Binds);
        Assert.Equal(Path.Combine(folder.Path, "parts", "weather.yml"), bind.Scope);
        Assert.Equal(bind.Scope, bind.LocationSpan?.File);
    }

    [Fact]
    public void Touched_HoldsImportedAndMissingFiles()
    {
        using var folder = new ReadFolder().With("weather.yml", Weather);

        folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./weather.yml, import: weather }\n  - { from: ./gone.yml, import: gone }\n");

        Assert.Contains(Path.Combine(folder.Path, "weather.yml"), folder.Touched);
        Assert.Contains(Path.Combine(folder.Path, "gone.yml"), folder.Touched);
    }

    [Fact]
    public void TransitiveImport_WorksWithAWarning()
    {
        using var folder = new ReadFolder()
            .With("far/weather.yml", Weather)
            .With("near.yml", "ikanos: 1.0.0-beta5\nconsumes:\n- { from: ./far/weather.yml, import: weather, as: near }\n");

        var file = folder.Read("ikanos: 1.0.0-beta5\ncapability:\n  consumes:\n  - { from: ./near.yml, import: near }\n");

        Assert.Equal("https://weather.test/v2", Assert.Single(file.Consumes).BaseUri.Value);
        Assert.Equal(Severity.Warning, folder.Only(ImportedFileDiagnostics.Transitive).Severity);
    }

    [Theory]
    [InlineData("consumes: [ { from: ./weather.yml, import: weather } ]", 1)]
    [InlineData("binds: [ { from: ./weather.yml, import: keys } ]\nconsumes: []", 1)]
    [InlineData("capability: { consumes: [ { from: ./weather.yml, import: weather } ] }", 0)]
    public void StandaloneFile_ThatImports_IsWarnedAboutItself(string rest, int count)
    {
        using var folder = new ReadFolder().With("weather.yml", Weather + "\nbinds:\n- { namespace: keys, keys: { K: K } }\n");

        folder.Read("ikanos: 1.0.0-beta5\n" + rest + "\n");

        Assert.Equal(count, folder.Diagnostics.Count(d => d.Descriptor == ImportedFileDiagnostics.Transitive));
    }
}
