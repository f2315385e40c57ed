using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Host.Tests.Reloading;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Tests.Exposes.Skills;

/// <summary>Skill surfaces over HTTP.</summary>
public sealed class SkillSurfaceTests
{
    private const string Skills = """
        - name: writing
          description: 'Writes "well": always'
          license: MIT
          compatibility: any
          allowed-tools: say read
          argument-hint: "[topic]"
          user-invocable: false
          metadata: { author: Ann, "x y": "1" }
          location: 'file:///./skills/writing'
          tools:
          - { name: said, description: Says., from: { sourceNamespace: tools, action: say } }
          - { name: how, description: How., instruction: notes/how to.md }
          - { name: called, call: api.get }
        - { name: bare, description: Nothing more. }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalogue_And_Detail_HaveTheReferencesFields()
    {
        await using var folder = await StartAsync(Skills);
        Assert.DoesNotContain(folder.Server.Served.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal(
            """{"count":2,"skills":[{"name":"writing","description":"Writes \"well\": always","license":"MIT","tools":["said","how","called"]},{"name":"bare","description":"Nothing more.","tools":[]}]}""",
            await folder.GetAsync("/skills"));
        Assert.Equal(
            """{"name":"writing","description":"Writes \"well\": always","license":"MIT","compatibility":"any","argument-hint":"[topic]","allowed-tools":"say read","user-invocable":false,"metadata":{"author":"Ann","x y":"1"},"tools":["""
            + """{"name":"said","description":"Says.","type":"derived","invocationRef":{"targetNamespace":"tools","action":"say","mode":"mcp"}},"""
            + """{"name":"how","description":"How.","type":"instruction","instruction":"notes/how to.md"},"""
            + """{"name":"called","description":"Gets.","type":"derived","invocationRef":{"targetNamespace":"web","action":"fetch","mode":"rest"}}]}""",
            await folder.GetAsync("/sk/skills/writing"));
        Assert.Equal("404", await folder.GetAsync("/skills/absent"));
    }

    [Fact]
    public async Task Contents_AreListedAndServed()
    {
        await using var folder = await StartAsync(Skills);
        Assert.Equal(
            """{"name":"writing","files":[{"path":"data.bin","size":3,"type":"application/octet-stream"},{"path":"notes/how to.md","size":9,"type":"text/markdown"}]}""",
            await folder.GetAsync("/skills/writing/contents"));
        using var file = await folder.Http.GetAsync(new Uri($"http://127.0.0.1:{folder.Port}/skills/writing/contents/notes/how%20to.md"), Cancellation);
        Assert.Equal("text/markdown", file.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("Just do.\n", await file.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("404", await folder.GetAsync("/skills/bare/contents"));
        Assert.Equal("404", await folder.GetAsync("/skills/bare/contents/x"));
    }

    [Theory]
    [InlineData("notes/../../../c.yaml", "400")]
    [InlineData("%2e%2e/%2e%2e/c.yaml", "400")]
    [InlineData("..%2f..%2fc.yaml", "400")]
    [InlineData("..%5c..%5cc.yaml", "400")]
    [InlineData("%252e%252e/c.yaml", "404")]
    [InlineData(".hidden", "400")]
    [InlineData("notes//how%20to.md", "400")]
    [InlineData("data.bin%00.md", "400")]
    [InlineData("leak.txt", "404")]
    [InlineData("up/c.yaml", "404")]
    [InlineData("notes", "404")]
    [InlineData("absent.md", "404")]
    public async Task Contents_OutsideTheFolder_AreNotServed(string path, string status)
    {
        await using var folder = await StartAsync(Skills, f =>
        {
            File.CreateSymbolicLink(Path.Combine(f.Path, "skills", "writing", "leak.txt"), Path.Combine(f.Path, "c.yaml"));
            Directory.CreateSymbolicLink(Path.Combine(f.Path, "skills", "writing", "up"), f.Path);
        });
        var answer = await TestHost.SendAsync(folder.Port, $"GET /skills/writing/contents/{path}");
        Assert.Equal(status, TestHost.StatusOf(answer));
        Assert.DoesNotContain("naftiko: 1.0", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_UnpacksToTheFolder_WithAMadeSkillMd()
    {
        await using var folder = await StartAsync(Skills, f => File.CreateSymbolicLink(Path.Combine(f.Path, "skills", "writing", "leak.txt"), Path.Combine(f.Path, "c.yaml")));
        using var response = await folder.Http.GetAsync(new Uri($"http://127.0.0.1:{folder.Port}/skills/writing/download"), Cancellation);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("writing.zip", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));

        var unpacked = Directory.CreateDirectory(Path.Combine(folder.Path, "unpacked"));
        await ZipFile.ExtractToDirectoryAsync(await response.Content.ReadAsStreamAsync(Cancellation), unpacked.FullName, Cancellation);
        Assert.Equal(
            ["SKILL.md", "data.bin", "notes/how to.md"],
            unpacked.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(unpacked.FullName, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(unpacked.FullName, "data.bin"), Cancellation));
        var main = await File.ReadAllTextAsync(Path.Combine(unpacked.FullName, "SKILL.md"), Cancellation);
        var matter = FrontMatter(main);
        Assert.Equal("writing", Text(matter, "name"));
        Assert.Equal("Writes \"well\": always", Text(matter, "description"));
        Assert.Equal("say read", Text(matter, "allowed-tools"));
        Assert.Equal("1", Text(Assert.IsType<MappingNode>(matter["metadata"]), "x y"));
        Assert.Contains("- **said**: Says. (MCP tool `say` of `tools`)", main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_IsUnpackedByUnzip_WithModesAndForeignNames()
    {
        const string Foreign = """
            - name: foreign
              description: "Emoji 🚀, \"quotes\", a # and\n--- lines"
              metadata: { "🎉": "it's: \\ \u0007" }
              location: skills/foreign
            """;
        await using var folder = await StartAsync(Foreign, f =>
        {
            var scripts = Directory.CreateDirectory(Path.Combine(f.Path, "skills", "foreign", "scripts")).FullName;
            File.WriteAllText(Path.Combine(scripts, "run.sh"), "#!/bin/sh\n");
            File.WriteAllText(Path.Combine(f.Path, "skills", "foreign", "réf.md"), "R");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(scripts, "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        });
        var archive = Path.Combine(folder.Path, "foreign.zip");
        await File.WriteAllBytesAsync(archive, await folder.Http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{folder.Port}/skills/foreign/download"), Cancellation), Cancellation);
        var unpacked = await Unzip.ToFolderAsync(archive, Cancellation);
        Assert.True(Unzip.IsProgram(Path.Combine(unpacked, "scripts", "run.sh")));
        Assert.False(Unzip.IsProgram(Path.Combine(unpacked, "réf.md")));
        var matter = FrontMatter(await File.ReadAllTextAsync(Path.Combine(unpacked, "SKILL.md"), Cancellation));
        Assert.Equal("Emoji 🚀, \"quotes\", a # and\n--- lines", Text(matter, "description"));
        Assert.Equal("it's: \\ \u0007", Text(Assert.IsType<MappingNode>(matter["metadata"]), "🎉"));
    }

    [Fact]
    public async Task Download_OfAFolderWithSkillMdInAnotherCase_HasNoSecondOne()
    {
        await using var folder = await StartAsync(Skills, f => File.WriteAllText(Path.Combine(f.Path, "skills", "writing", "skill.md"), "mine"));
        await using var archive = await ZipArchive.CreateAsync(
            await folder.Http.GetStreamAsync(new Uri($"http://127.0.0.1:{folder.Port}/skills/writing/download"), Cancellation), ZipArchiveMode.Read, leaveOpen: false, null, Cancellation);
        Assert.Equal(["data.bin", "notes/how to.md", "skill.md"], archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("name: orders-2, description: D.", null)]
    [InlineData("name: Orders, description: D.", "'Orders'")]
    [InlineData("name: -orders, description: D.", "'-orders'")]
    [InlineData("name: or--ders, description: D.", "'or--ders'")]
    [InlineData("name: or_ders, description: D.", "'or_ders'")]
    [InlineData("name: orders", "no description")]
    [InlineData("name: orders, description: ' '", "no description")]
    public async Task Skill_OutsideTheConvention_IsServedWithAWarning(string skill, string? warning)
    {
        await using var folder = await StartAsync($"- {{ {skill} }}");
        var warnings = folder.Server.Served.Diagnostics.Where(d => d.Descriptor.Id == "NFK2041").Select(d => d.Message).ToList();
        Assert.Equal(warning is null ? 0 : 1, warnings.Count);
        Assert.All(warnings, w => Assert.Contains(warning ?? "", w, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(await folder.GetAsync("/skills"));
        Assert.Equal(1, json.RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Skill_WithTextsThatAreTooLong_IsServedWithAWarning()
    {
        await using var folder = await StartAsync($"- {{ name: {new string('n', 65)}, description: {new string('d', 1025)}, compatibility: {new string('c', 501)} }}");
        Assert.Equal(3, folder.Server.Served.Diagnostics.Count(d => d.Descriptor.Id == "NFK2041"));
    }

    [Fact]
    public async Task Download_KeepsTheFoldersOwnSkillMd_AndNeedsNoFolder()
    {
        await using var folder = await StartAsync(Skills, f => File.WriteAllText(Path.Combine(f.Path, "skills", "writing", "SKILL.md"), "mine"));
        Assert.Equal("mine", await MainAsync(folder, "writing"));
        Assert.Equal("bare", Text(FrontMatter(await MainAsync(folder, "bare")), "name"));
    }

    [Fact]
    public async Task Methods_OtherThanGet_AreNotAllowed()
    {
        await using var folder = await StartAsync(Skills);
        var answer = await TestHost.SendAsync(folder.Port, "DELETE /skills/writing");
        Assert.Equal("405", TestHost.StatusOf(answer));
        Assert.Contains("Allow: GET, HEAD, OPTIONS", answer, StringComparison.Ordinal);
        var head = await TestHost.SendAsync(folder.Port, "HEAD /skills/writing/contents/data.bin");
        Assert.Contains("Content-Length: 3", head, StringComparison.Ordinal);
        Assert.Empty(TestHost.BodyOf(head));
    }

    [Theory]
    [InlineData("- { name: t, from: { sourceNamespace: tolls, action: say } }", "NFK3041", false)]
    [InlineData("- { name: t, from: { sourceNamespace: api, action: get } }", "NFK3041", false)]
    [InlineData("- { name: t, from: { sourceNamespace: tools, action: sya } }", "NFK3042", true)]
    [InlineData("- { name: t, call: api.absent }", "NFK3041", false)]
    [InlineData("- { name: t }", "NFK3041", false)]
    [InlineData("- { name: t, instruction: x.md }", "NFK3041", false)]
    public async Task Tools_ThatLeadNowhere_AreReported(string tool, string id, bool isListed)
    {
        await using var folder = await StartAsync($"- name: s\n  description: D.\n  tools:\n  {tool}");
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == id);
        using var json = JsonDocument.Parse(await folder.GetAsync("/skills/s"));
        Assert.Equal(isListed ? 1 : 0, json.RootElement.GetProperty("tools").GetArrayLength());
    }

    [Fact]
    public async Task Folder_Missing_IsAWarning_AndServedOnceItIsThere()
    {
        await using var folder = await StartAsync("- { name: s, description: D., location: 'file:///./skills/later', tools: [ { name: t, instruction: t.md } ] }");
        Assert.Equal(["NFK1108"], folder.Server.Served.Diagnostics.Where(d => d.Severity != Severity.Info).Select(d => d.Descriptor.Id));
        Assert.Equal("404", await folder.GetAsync("/skills/s/contents"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "skills", "later"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "skills", "later", "t.md"), "T", Cancellation);
        folder.Server.Reload();
        Assert.Equal("T", await folder.GetAsync("/skills/s/contents/t.md"));
    }

    [Theory]
    [InlineData("file:///./skills/writing/SKILL.md", true)]
    [InlineData("skills/writing/data.bin", false)]
    public async Task Location_OfAFile_IsItsFolderIfItIsTheSkillMd(string location, bool isFolder)
    {
        await using var folder = await StartAsync(
            $"- {{ name: s, description: D., location: '{location}' }}", f => File.WriteAllText(Path.Combine(f.Path, "skills", "writing", "SKILL.md"), "mine"));
        Assert.Equal(isFolder ? 0 : 1, folder.Server.Served.Diagnostics.Count(d => d.Descriptor.Id == "NFK1102"));
        Assert.Equal(isFolder ? "Just do.\n" : "404", await folder.GetAsync("/skills/s/contents/notes/how%20to.md"));
    }

    [Fact]
    public async Task Folder_ThatGainsAFileDeepDown_IsAChange()
    {
        await using var folder = await StartAsync(Skills);
        Assert.Empty(folder.Server.Reload());
        var deep = Directory.CreateDirectory(Path.Combine(folder.Path, "skills", "writing", "notes", "more")).FullName;
        Assert.Single(folder.Server.Reload());
        await File.WriteAllTextAsync(Path.Combine(deep, "x.md"), "X", Cancellation);
        Assert.Single(folder.Server.Reload());
        Assert.Empty(folder.Server.Reload());
    }

    [Fact]
    public async Task Authentication_GuardsEverything()
    {
        await using var folder = await StartAsync(Skills, settings: "authentication: { type: bearer, token: letmein }");
        foreach (var path in (string[])["/skills", "/skills/writing", "/skills/writing/contents", "/skills/writing/contents/data.bin", "/skills/writing/download", "/sk/skills/absent"])
        {
            Assert.Equal("401", await folder.GetAsync(path));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{folder.Port}/skills"));
        request.Headers.Authorization = new("Bearer", "letmein");
        using var response = await folder.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Tools_RightUnderTheSurface_AreOneSkill()
    {
        await using var folder = await StartAsync("[]", settings: "tools: [ { name: called, description: C., call: api.get } ]");
        using var json = JsonDocument.Parse(await folder.GetAsync("/skills"));
        Assert.Equal("sk", json.RootElement.GetProperty("skills")[0].GetProperty("name").GetString());
    }

    private static Task<LiveFolder> StartAsync(string skills, Action<LiveFolder>? write = null, string settings = "description: Test.") => LiveFolder.StartAsync(f =>
    {
        var notes = Directory.CreateDirectory(Path.Combine(f.Path, "skills", "writing", "notes"));
        File.WriteAllText(Path.Combine(notes.FullName, "how to.md"), "Just do.\n");
        File.WriteAllBytes(Path.Combine(f.Path, "skills", "writing", "data.bin"), [1, 2, 3]);
        File.WriteAllText(Path.Combine(f.Path, "skills", "writing", ".hidden"), "no");
        f.Replace("c.yaml", $$"""
            naftiko: 1.0.0-alpha2
            capability:
              consumes:
              - { namespace: api, type: http, baseUri: "http://127.0.0.1:9", resources: [ { name: x, path: /x, operations: [ { name: get, method: GET } ] } ] }
              exposes:
              - { type: mcp, namespace: tools, port: {{f.Port}}, tools: [ { name: say, description: S., outputParameters: [ { name: x, type: string, value: x } ] } ] }
              - { type: rest, namespace: web, port: {{f.Port}}, resources: [ { path: /x, operations: [ { name: fetch, description: Gets., method: GET, call: api.get } ] } ] }
              - type: skill
                namespace: sk
                port: {{f.Port}}
                {{settings}}
                skills:
            {{string.Join('\n', skills.Split('\n').Select(l => "      " + l))}}
            """);
        write?.Invoke(f);
    });

    private static async Task<string> MainAsync(LiveFolder folder, string skill)
    {
        await using var archive = await ZipArchive.CreateAsync(
            await folder.Http.GetStreamAsync(new Uri($"http://127.0.0.1:{folder.Port}/skills/{skill}/download"), Cancellation), ZipArchiveMode.Read, leaveOpen: false, null, Cancellation);
        using var reader = new StreamReader(await archive.GetEntry("SKILL.md")!.OpenAsync(Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static MappingNode FrontMatter(string markdown)
    {
        var diagnostics = new DiagnosticBag();
        var matter = YamlParser.Parse(new SourceText("SKILL.md", markdown.Split("---\n")[1]), YamlBudget.Default, diagnostics);
        Assert.Empty(diagnostics);
        return Assert.IsType<MappingNode>(matter);
    }

    private static string? Text(MappingNode node, string key) => (node[key] as ScalarNode)?.Text;
}
