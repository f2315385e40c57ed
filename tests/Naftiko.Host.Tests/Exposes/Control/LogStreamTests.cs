using System.Net;
using Microsoft.Extensions.Logging;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary><c>/logs/stream</c>: who sees which lines, and when a stream ends.</summary>
public sealed class LogStreamTests
{
    private const string Logs = "management: { logs: { stream: true, max-subscribers: 2 } }";

    [Fact]
    public async Task Stream_OfTheProcess_ShowsWhatIsLogged()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        using var events = await folder.OpenAsync(folder.ControlPort, "/logs/stream");

        await folder.Live.GetAsync("/v1/a?key=in-the-query");

        var (name, line) = (await events.NextAsync()).GetValueOrDefault();
        Assert.Equal("log", name);
        Assert.Equal("Naftiko.Access", line.GetProperty("category").GetString());
        Assert.Equal("information", line.GetProperty("level").GetString());
        Assert.Matches(@"^GET /v1/a 200 [\d.]+ ms a-rest$", line.GetProperty("message").GetString());
        Assert.Equal(folder.Live.PathOf("a.yaml"), line.GetProperty("file").GetString());
    }

    [Fact]
    public async Task Stream_OfAFile_ShowsItsOwnLinesOnly()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control, Logs));
            live.Write("other", "here");
        });
        using var events = await folder.OpenAsync(control, "/logs/stream");

        await folder.Live.GetAsync("/v1/other");
        Log(folder, LogLevel.Warning, "of nobody in particular");
        await folder.Live.GetAsync("/v1/one");

        Assert.Contains("/v1/one", (await events.NextAsync())?.Data.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfTheOnlyFile_ShowsEverything()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control, Logs)));
        using var events = await folder.OpenAsync(control, "/logs/stream");

        Log(folder, LogLevel.Warning, "of nobody in particular");

        Assert.Equal("of nobody in particular", (await events.NextAsync())?.Data.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Stream_WithAFault_ShowsItsKindAndNotItsText()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        using var events = await folder.OpenAsync(folder.ControlPort, "/logs/stream");

        Log(folder, LogLevel.Error, "It failed.", new InvalidOperationException("the inner workings"));

        var line = (await events.NextAsync()).GetValueOrDefault().Data;
        Assert.Equal("InvalidOperationException", line.GetProperty("fault").GetString());
        Assert.DoesNotContain("inner workings", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfAFile_ShowsNoValueOfItsBinds()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live =>
        {
            live.Replace("values.env", "TOKEN=s3cr3t-of-the-upstream\n");
            live.Replace("one.yaml", "binds: [ { namespace: s, location: 'file:///./values.env', keys: { TOKEN: TOKEN } } ]\n" + ControlledFolder.Capability("one", live.Port, control, Logs));
        });
        using var events = await folder.OpenAsync(control, "/logs/stream");

        await folder.Live.GetAsync("/one/s3cr3t-of-the-upstream");

        Assert.Contains("/one/{{s.TOKEN}} 404", (await events.NextAsync())?.Data.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_AboveItsReaders_Is503_UntilOneHasGone()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control, Logs)));
        using var first = await folder.OpenAsync(control, "/logs/stream");
        using (await folder.OpenAsync(control, "/logs/stream"))
        {
            var (status, json) = await folder.GetAsync(control, "/logs/stream");
            Assert.Equal(503, status);
            Assert.Equal("urn:naftiko:problem:too-many-readers", json.GetProperty("type").GetString());
        }

        // Its place is free once the server has noticed; each line that it cannot deliver makes it notice.
        HttpStatusCode code;
        do
        {
            await folder.Live.GetAsync("/v1/one");
            using var response = await folder.Live.Http.GetAsync(
                new Uri($"http://127.0.0.1:{control}/logs/stream"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            code = response.StatusCode;
        }
        while (code == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, code);
    }

    [Fact]
    public async Task Stream_OfASlowReader_LosesLinesAndSaysHowMany()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        using var events = await folder.OpenAsync(folder.ControlPort, "/logs/stream");
        var message = new string('x', 8 * 1024);

        // More than waits for a reader, and than its connection takes while nobody reads.
        const int Lines = 10_000;
        for (var i = 0; i < Lines; i++)
        {
            Log(folder, LogLevel.Warning, message);
        }

        var (shown, dropped) = (0, 0);
        while (shown + dropped < Lines && await events.NextAsync() is var (name, data))
        {
            shown += name == "log" ? 1 : 0;
            dropped += name == "dropped" ? data.GetProperty("count").GetInt32() : 0;
        }

        Assert.Equal(Lines, shown + dropped);
        Assert.True(dropped > 0, "nothing was dropped");
    }

    [Fact]
    public async Task Stream_EndsWhenItsFileIsLoadedAnew()
    {
        var control = TestHost.FreePort();
        await using var folder = await ControlledFolder.StartAsync(live => live.Replace("one.yaml", ControlledFolder.Capability("one", live.Port, control, Logs)));
        using var events = await folder.OpenAsync(control, "/logs/stream");
        folder.Live.Replace("one.yaml", ControlledFolder.Capability("one", folder.Live.Port, control, Logs) + "\n");

        folder.Live.Server.Reload();

        while (await events.NextAsync() is not null)
        {
            // What was logged on the way.
        }

        using var again = await folder.OpenAsync(control, "/logs/stream");
    }

    [Fact]
    public async Task Stream_AskedForItsHead_Ends()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri($"http://127.0.0.1:{folder.ControlPort}/logs/stream"));

        using var response = await folder.Live.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Stream_EndsWhenTheServerStops()
    {
        await using var folder = await ControlledFolder.StartAsync(live => live.Write("a", "one"));
        using var events = await folder.OpenAsync(folder.ControlPort, "/logs/stream");

        await folder.Live.Server.StopAsync(TestContext.Current.CancellationToken);

        while (await events.NextAsync() is not null)
        {
            // What was logged on the way.
        }
    }

    private static void Log(ControlledFolder folder, LogLevel level, string message, Exception? fault = null) =>
        folder.Live.Log.Loggers.CreateLogger("Some.Category").Log(level, default, message, fault, (state, _) => state);
}
