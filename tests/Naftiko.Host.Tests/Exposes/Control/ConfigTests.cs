using System.Text.Json;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary><c>/config/reload</c> and <c>/config/validate</c>.</summary>
public sealed class ConfigTests
{
    [Fact]
    public async Task Reload_OfTheProcess_TakesEveryChangeAndNamesIt()
    {
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Write("changed", "before");
            live.Write("removed", "here");
            live.Write("kept", "good");
        });
        folder.Live.Write("changed", "afterwards");
        folder.Live.Write("added", "new");
        File.Delete(folder.Live.PathOf("removed.yaml"));
        folder.Live.Replace("kept.yaml", "naftiko: [unclosed");

        var (status, json) = await folder.PostAsync(folder.ControlPort, "/config/reload");

        Assert.Equal(200, status);
        Assert.Equal(["added.yaml added", "changed.yaml changed", "kept.yaml kept", "removed.yaml removed"], Changes(json));
        Assert.Equal(2, json.GetProperty("generation").GetInt32());
        Assert.Equal(1, json.GetProperty("errors").GetInt32());
        Assert.Contains(json.GetProperty("diagnostics").EnumerateArray(), d => d.GetProperty("id").GetString() == "NFK6201");
        Assert.Equal("""{"says":"afterwards"}""", await folder.Live.GetAsync("/v1/changed"));
        Assert.Equal("""{"says":"good"}""", await folder.Live.GetAsync("/v1/kept"));
        Assert.Empty(Changes((await folder.PostAsync(folder.ControlPort, "/config/reload")).Json));
    }

    [Fact]
    public async Task Reload_OfAFile_TakesItsOwnChangeOnly()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control));
            live.Write("other", "before");
        });
        folder.Live.Replace("one.yaml", ControlledFolder.Capability("one", folder.Live.Port, control).Replace("value: \"one\"", "value: \"more\"", StringComparison.Ordinal));
        folder.Live.Write("other", "afterwards");

        var (_, json) = await folder.PostAsync(control, "/config/reload");

        Assert.Equal(["one.yaml changed"], Changes(json));
        Assert.Equal("""{"says":"more"}""", await folder.Live.GetAsync("/v1/one"));
        Assert.Equal("""{"says":"before"}""", await folder.Live.GetAsync("/v1/other"));
    }

    [Fact]
    public async Task Reload_OfAFileThatIsGone_TakesItsSurfacesAway()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control));
            live.Write("other", "here");
        });
        File.Delete(folder.Live.PathOf("one.yaml"));

        var (_, json) = await folder.PostAsync(control, "/config/reload");

        Assert.Equal(["one.yaml removed"], Changes(json));
        Assert.Equal("404", await folder.Live.GetAsync("/v1/one"));
        Assert.Equal("""{"says":"here"}""", await folder.Live.GetAsync("/v1/other"));
        Assert.DoesNotContain(folder.Live.Server.Listeners, l => l.Port == control);
    }

    [Fact]
    public async Task Reload_ByManyAtOnce_IsDoneOneAfterTheOther()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        folder.Live.Write("a", "two");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => folder.PostAsync(folder.ControlPort, "/config/reload")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(["a.yaml changed"], answers.SelectMany(answer => Changes(answer.Json)));
    }

    [Fact]
    public async Task Validate_OfASentFile_StandsInForTheOneItNames()
    {
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Write("a", "one");
            live.Write("b", "two");
        });
        var draft = File.ReadAllText(folder.Live.PathOf("a.yaml")).Replace("method: GET", "method: GET, colour: red", StringComparison.Ordinal);

        var named = await folder.SendAsync(HttpMethod.Post, folder.ControlPort, $"/config/validate?path={Uri.EscapeDataString(folder.Live.PathOf("a.yaml"))}", draft);
        var unnamed = await folder.SendAsync(HttpMethod.Post, folder.ControlPort, "/config/validate", draft);

        Assert.Equal([folder.Live.PathOf("a.yaml")], Paths(named.Json));
        Assert.Equal([folder.Live.PathOf("request.yaml")], Paths(unnamed.Json));
        Assert.Equal("""{"says":"one"}""", await folder.Live.GetAsync("/v1/a"));
        Assert.Empty(Changes((await folder.PostAsync(folder.ControlPort, "/config/reload")).Json));
    }

    [Fact]
    public async Task Validate_OfAFileTooLarge_Is413()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));

        var (status, json) = await folder.SendAsync(HttpMethod.Post, folder.ControlPort, "/config/validate", "naftiko: 1.0.0-beta5\n#" + new string('x', 8 * 1024 * 1024));

        Assert.Equal(413, status);
        Assert.Contains("--max-file-size", json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OfAnotherFile_IsNotAFilesToAskFor()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control));
            live.Write("other", "here");
        });

        Assert.Equal(400, (await folder.PostAsync(control, $"/config/validate?path={Uri.EscapeDataString(folder.Live.PathOf("other.yaml"))}")).Status);
        Assert.Equal(200, (await folder.PostAsync(control, $"/config/validate?path={Uri.EscapeDataString(folder.Live.PathOf("one.yaml"))}")).Status);
    }

    private static IEnumerable<string> Changes(JsonElement json) => json.GetProperty("changes").EnumerateArray()
        .Select(c => $"{Path.GetFileName(c.GetProperty("path").GetString())} {c.GetProperty("change").GetString()}").Order(StringComparer.Ordinal);

    private static IEnumerable<string?> Paths(JsonElement json) =>
        json.GetProperty("diagnostics").EnumerateArray().Where(d => d.GetProperty("severity").GetString() != "info").Select(d => d.GetProperty("path").GetString());
}
