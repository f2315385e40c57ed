using System.Net;
using System.Text.Json;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Commands;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Tutorial;

/// <summary>Every step of the reference's tutorial, in both generations, answers what its author meant.</summary>
public sealed class TutorialTests
{
    private const string HeronShort = """{"imo":"9000001","name":"Heron","type":"cargo","flag":"NO","status":"active"}""";
    private const string Heron = """{"imo":"9000001","name":"Heron","type":"cargo","flag":"NO","status":"active","specs":{"yearBuilt":2011,"tonnage":8100,"length":120.5}}""";
    private const string HeronWithCrew = """{"imo":"9000001","name":"Heron","type":"cargo","flag":"NO","status":"active","yearBuilt":2011,"tonnage":8100,"length":120.5,"crew":[{"fullName":"Ada Berg","role":"captain"},{"fullName":"Cy Sund","role":"cook"}]}""";
    private const string Gull = """{"imo":"9000002","name":"Gull","type":"tanker","flag":"SE","status":"laid_up"}""";
    private const string Tern = """{"vesselCode":"T1","name":"Tern","type":"tug","flag":"DK","status":"scrapped"}""";
    private const string Skua = """{"vesselCode":"S1","name":"Skua","type":"barge","flag":"FI","status":"active"}""";
    private const string Voyage = """{"shipImo":"9000001","departurePort":"Bergen","arrivalPort":"Leith","departureDate":"2026-05-01","arrivalDate":"2026-05-03","crewIds":["C1","C2"],"cargoIds":["K1"]}""";
    private const string Planned = """{"voyageId":"V1","shipImo":"9000001","route":{"from":"Bergen","to":"Leith"},"dates":{"departure":"2026-05-01","arrival":"2026-05-03"},"crewIds":["C1","C2"],"cargoIds":["K1"],"status":"planned"}""";

    private const string FleetOps = "Fleet management — list, search, and inspect ships across all registries";
    private const string VoyageOps = "Voyage planning — create and manage voyages";

    public static TheoryData<string, int> AllSteps => Steps(1, 11);

    public static TheoryData<string, int> StepsWithShips => Steps(2, 11);

    public static TheoryData<string, int> StepsWithSpecs => Steps(4, 11);

    public static TheoryData<string, int> StepsWithAuthentication => Steps(3, 11);

    public static TheoryData<string, int> StepsWithLegacy => Steps(5, 11);

    public static TheoryData<string, int> StepsWithVoyages => Steps(6, 11);

    public static TheoryData<string, int> StepsWithCrew => Steps(7, 11);

    public static TheoryData<string> Generations => ["reference-tutorial", "reference-tutorial-beta"];

    public static TheoryData<string, int> StepsWithRest => [("reference-tutorial", 7), ("reference-tutorial", 10), ("reference-tutorial", 11), ("reference-tutorial-beta", 7), ("reference-tutorial-beta", 10), ("reference-tutorial-beta", 11)];

    [Theory]
    [MemberData(nameof(AllSteps))]
    public async Task EveryFile_LoadsWithoutAnError(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(served.File.Diagnostics, d => d.Severity == Severity.Error);

        // Left: two words without braces in the last step's import, and what this version does not serve yet.
        Assert.All(served.File.Diagnostics.Where(d => d.Severity == Severity.Warning), d => Assert.True(
            d.Descriptor == BindDiagnostics.WithoutBraces || d.Descriptor == StructureDiagnostics.NotServed, d.ToString()));
    }

    /// <summary>What the tests of this class call, by the step that adds it: nothing of a file is left without one.</summary>
    [Theory]
    [MemberData(nameof(AllSteps))]
    public async Task Units_AreThoseThatAreTestedHere(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        (int Since, string Name)[] tools = [(2, "list-ships"), (1, "get-ship"), (5, "list-legacy-vessels"), (6, "create-voyage"), (7, "get-ship-with-crew"), (11, "get-voyage-manifest")];
        Assert.Equal(tools.Where(t => t.Since <= step).Select(t => t.Name), (await served.ToolsAsync()).EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        (int Since, string Name)[] operations =
            [(7, "GET /ships"), (7, "GET /ships/{imo}"), (7, "GET /ships/{imo}/crew"), (7, "GET /legacy/vessels"), (7, "POST /voyages"), (11, "GET /voyages/{voyageId}/manifest")];
        Assert.Equal(step is 7 or >= 10 ? operations.Where(o => o.Since <= step).Select(o => o.Name) : [], await served.OperationsAsync());
        Assert.Equal(step >= 7, served.HasSkills);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public async Task Step1_MockEchoesItsInput(string generation)
    {
        await using var served = await TutorialStep.ServeAsync(generation, 1, TestContext.Current.CancellationToken);

        Assert.Equal("""{"imo":"X","name":"Northern Star","type":"cargo","flag":"NO","status":"active"}""", await served.CallAsync("get-ship", """{"imo_number":"X"}"""));
        Assert.Empty(served.Backend.Asked);
    }

    [Theory]
    [MemberData(nameof(StepsWithShips))]
    public async Task Ships_AreListedWithAndWithoutAFilter(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal($"[{HeronShort},{Gull}]", await served.CallAsync("list-ships", "{}"));
        Assert.Equal($"[{Gull}]", await served.CallAsync("list-ships", """{"status":"laid_up"}"""));
        Assert.Equal(["GET /registry/ships", "GET /registry/ships?status=laid_up"], served.Backend.Asked);
    }

    [Theory]
    [InlineData("reference-tutorial", 2)]
    [InlineData("reference-tutorial", 3)]
    [InlineData("reference-tutorial-beta", 2)]
    [InlineData("reference-tutorial-beta", 3)]
    public async Task Ship_BeforeItIsShaped_HasFiveMembers(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal(HeronShort, await served.CallAsync("get-ship", """{"imo":"9000001"}"""));
        Assert.Equal("GET /registry/ships/9000001", Assert.Single(served.Backend.Asked));
    }

    [Theory]
    [MemberData(nameof(StepsWithSpecs))]
    public async Task Ship_IsShaped(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal(Heron, await served.CallAsync("get-ship", """{"imo":"9000001"}"""));
    }

    [Theory]
    [MemberData(nameof(StepsWithAuthentication))]
    public async Task Callers_NeedTheTokenOfTheSecretsFile(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        foreach (var token in new[] { null, "wrong", "{{MCP_SERVER_TOKEN}}" })
        {
            using var refused = await served.PostMcpAsync("tools/call", """{"name":"list-ships","arguments":{}}""", token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        Assert.Empty(served.Backend.Asked);
    }

    [Theory]
    [MemberData(nameof(StepsWithLegacy))]
    public async Task LegacyVessels_ComeFromXml(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal($"[{Tern},{Skua}]", await served.CallAsync("list-legacy-vessels", "{}"));
        Assert.Equal($"[{Tern}]", await served.CallAsync("list-legacy-vessels", """{"status":"scrapped"}"""));
    }

    [Theory]
    [MemberData(nameof(StepsWithVoyages))]
    public async Task Voyage_IsPlanned(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal(Planned, await served.CallAsync("create-voyage", Voyage));
        var annotations = (await served.ToolAsync("create-voyage")).GetProperty("annotations");
        Assert.False(annotations.GetProperty("readOnlyHint").GetBoolean());
        Assert.True(annotations.GetProperty("openWorldHint").GetBoolean());

        // The optional list that is left out leaves the JSON of the body whole.
        await served.CallAsync("create-voyage", Voyage.Replace(",\"cargoIds\":[\"K1\"]", "", StringComparison.Ordinal));
        Assert.Equal(
            [$"POST /registry/voyages {Voyage}", $"POST /registry/voyages {Voyage.Replace(",\"cargoIds\":[\"K1\"]", "", StringComparison.Ordinal)}"], served.Backend.Asked);
    }

    [Theory]
    [MemberData(nameof(StepsWithCrew))]
    public async Task ShipWithCrew_IsLookedUp(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal(HeronWithCrew, await served.CallAsync("get-ship-with-crew", """{"imo":"9000001"}"""));
    }

    [Theory]
    [InlineData("reference-tutorial", 9)]
    [InlineData("reference-tutorial", 10)]
    [InlineData("reference-tutorial-beta", 9)]
    [InlineData("reference-tutorial-beta", 10)]
    public async Task ToolOfAFlow_HasItsInputsAndHints(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        var tool = await served.ToolAsync("get-ship-with-crew");
        Assert.Equal("imo", Assert.Single(tool.GetProperty("inputSchema").GetProperty("required").EnumerateArray()).GetString());
        Assert.True(tool.GetProperty("annotations").GetProperty("readOnlyHint").GetBoolean());
        Assert.True(tool.GetProperty("annotations").GetProperty("idempotentHint").GetBoolean());
        Assert.False(tool.GetProperty("annotations").GetProperty("destructiveHint").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(StepsWithRest))]
    public async Task RestSurface_AnswersWhatTheToolsDo(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        Assert.Equal((200, $"[{HeronShort},{Gull}]"), await served.RestAsync(HttpMethod.Get, "/ships"));
        Assert.Equal((200, $"[{Gull}]"), await served.RestAsync(HttpMethod.Get, "/ships?status=laid_up"));
        Assert.Equal((200, Heron), await served.RestAsync(HttpMethod.Get, "/ships/9000001"));
        Assert.Equal(404, (await served.RestAsync(HttpMethod.Get, "/ships/1")).Status);
        Assert.Equal((200, HeronWithCrew), await served.RestAsync(HttpMethod.Get, "/ships/9000001/crew"));
        Assert.Equal((200, $"[{Tern},{Skua}]"), await served.RestAsync(HttpMethod.Get, "/legacy/vessels"));
        Assert.Equal((200, $"[{Tern}]"), await served.RestAsync(HttpMethod.Get, "/legacy/vessels?status=scrapped"));
        Assert.Equal((201, Planned), await served.RestAsync(HttpMethod.Post, "/voyages", Voyage));
        Assert.Equal($"POST /registry/voyages {Voyage}", served.Backend.Asked.Last());
    }

    [Theory]
    [MemberData(nameof(StepsWithCrew))]
    public async Task Skills_AreCataloguedWithTheirTools(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        string[] fleet = ["list-ships", "get-ship", "list-legacy-vessels", "get-ship-with-crew"];
        string[] voyages = step < 11 ? ["create-voyage"] : ["create-voyage", "get-voyage-manifest"];
        Assert.Equal(
            (200, $$"""{"count":2,"skills":[{"name":"fleet-ops","description":"{{FleetOps}}","tools":[{{Quoted(fleet)}}]},{"name":"voyage-ops","description":"{{VoyageOps}}","tools":[{{Quoted(voyages)}}]}]}"""),
            await served.SkillAsync("/skills"));
        foreach (var (skill, tools) in new[] { ("fleet-ops", fleet), ("voyage-ops", voyages) })
        {
            var detail = JsonElement.Parse((await served.SkillAsync($"/skills/{skill}")).Body);
            Assert.Equal(
                tools.Select(tool => $$"""{"targetNamespace":"shipyard-tools","action":"{{tool}}","mode":"mcp"}"""),
                detail.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("invocationRef").GetRawText()));
            Assert.All(detail.GetProperty("tools").EnumerateArray(), tool => Assert.Equal("derived", tool.GetProperty("type").GetString()));

            // A tool that a skill names is one that can be called.
            var callable = (await served.ToolsAsync()).EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ToList();
            Assert.All(tools, tool => Assert.Contains(tool, callable));
        }
    }

    [Theory]
    [MemberData(nameof(StepsWithCrew))]
    public async Task Skills_WithoutAFolder_AreDownloadedAsTheirDescription(string generation, int step)
    {
        await using var served = await TutorialStep.ServeAsync(generation, step, TestContext.Current.CancellationToken);

        var file = Assert.Single(await served.DownloadAsync("voyage-ops"));
        Assert.Equal("SKILL.md", file.Key);
        Assert.StartsWith($"---\nname: \"voyage-ops\"\ndescription: \"{VoyageOps}\"\n", file.Value.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("create-voyage", file.Value, StringComparison.Ordinal);
        Assert.Equal(404, (await served.SkillAsync("/skills/voyage-ops/contents")).Status);
        Assert.Equal(404, (await served.SkillAsync("/skills/none")).Status);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public async Task Step11_ManifestIsAssembled(string generation)
    {
        await using var served = await TutorialStep.ServeAsync(generation, 11, TestContext.Current.CancellationToken);

        const string Parts = """
            "crew":[{"fullName":"Bo Lind","role":"mate"},{"fullName":"Ada Berg","role":"captain"}],"cargo":[{"type":"drum","description":"solvent","weight":0.8,"hazardous":true},{"type":"container","description":"tea","weight":12.5,"hazardous":false}]}
            """;
        Assert.Equal(
            """{"voyageId":"V1","status":"planned","route":{"from":"Bergen","to":"Leith"},"ship":{"name":"Heron","type":"cargo","flag":"NO"},""" + Parts,
            await served.CallAsync("get-voyage-manifest", """{"voyageId":"V1"}"""));
        Assert.Equal(
            (200, """{"voyageId":"V1","status":"planned","departurePort":"Bergen","arrivalPort":"Leith","shipName":"Heron","shipType":"cargo","shipFlag":"NO",""" + Parts),
            await served.RestAsync(HttpMethod.Get, "/voyages/V1/manifest"));
    }

    /// <summary>As an author would: file by file, those for import too.</summary>
    [Theory]
    [MemberData(nameof(Generations))]
    public async Task EveryFile_Validates(string generation)
    {
        var folder = TutorialStep.Folder(generation);
        Assert.SkipUnless(folder is not null, "No tutorial beside the repository.");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "secrets.yaml")];
        Assert.Equal(17, files.Length);
        foreach (var file in files)
        {
            var shell = new Shell();
            Assert.True(await shell.RunAsync("validate", file, "--allow-path", folder) == 0, shell.Out.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void WholeFolder_LoadsWithoutAnError(string generation)
    {
        var folder = TutorialStep.Folder(generation);
        Assert.SkipUnless(folder is not null, "No tutorial beside the repository.");
        using var client = new Engine.Consumes.Transport.UpstreamClient(new Engine.Consumes.Transport.UpstreamLimits(), TimeProvider.System);

        var result = CapabilityLoader.Load(new LoadOptions
        {
            Paths = [folder],
            Environment = new Engine.Binds.EnvironmentBinds(new Dictionary<string, string>(), null, []),
            Compile = new Engine.Compilation.CompileOptions { Client = client, Origins = new Engine.Consumes.Transport.OriginRules() },
        });

        Assert.Equal(11, result.Files.Count(f => f.Capability is not null));
        Assert.DoesNotContain(result.All, d => d.Severity == Severity.Error);
    }

    private static string Quoted(string[] names) => string.Join(',', names.Select(name => $"\"{name}\""));

    private static TheoryData<string, int> Steps(int first, int last)
    {
        var steps = new TheoryData<string, int>();
        foreach (var generation in new[] { "reference-tutorial", "reference-tutorial-beta" })
        {
            for (var step = first; step <= last; step++)
            {
                steps.Add(generation, step);
            }
        }

        return steps;
    }
}
