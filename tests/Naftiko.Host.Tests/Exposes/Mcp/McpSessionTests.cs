using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Serving;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>Sessions of the <c>initialize</c> era: opened, used, watched, ended, capped, dropped.</summary>
public sealed class McpSessionTests
{
    [Theory]
    [InlineData("2024-11-05", "2024-11-05")]
    [InlineData("2025-11-25", "2025-11-25")]
    [InlineData("1999-01-01", "2025-11-25")]
    public async Task Initialize_NegotiatesAndOpensASession(string asked, string agreed)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(McpHost.Initialize(asked));
        var result = (await McpHost.JsonAsync(response)).GetProperty("result");
        Assert.Equal(agreed, result.GetProperty("protocolVersion").GetString());
        Assert.True(result.GetProperty("capabilities").GetProperty("tools").GetProperty("listChanged").GetBoolean());
        Assert.True(result.GetProperty("capabilities").GetProperty("resources").GetProperty("subscribe").GetBoolean());
        Assert.Matches("^[0-9a-f]{32}$", response.Headers.GetValues(McpHost.Session).Single());
    }

    [Fact]
    public async Task Initialize_Malformed_OpensNone()
    {
        await using var host = await StartAsync(new McpLimits { Sessions = 1 });
        using var response = await host.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""");
        await McpStatusTests.AssertErrorAsync(response, HttpStatusCode.OK, -32602);
        Assert.False(response.Headers.Contains(McpHost.Session));
        await host.OpenAsync();
    }

    [Theory]
    [InlineData("2025-06-18", "2025-06-18")]
    [InlineData("1999-01-01", "2025-11-25")]
    public async Task Initialize_StatelessEndpoint_PromisesNothingItCannotSend(string asked, string agreed)
    {
        await using var host = await McpHost.StartAsync(new SampleServer().Definition(), isStateless: true);
        using var response = await host.PostAsync(McpHost.Initialize(asked));
        var result = (await McpHost.JsonAsync(response)).GetProperty("result");
        Assert.Equal(agreed, result.GetProperty("protocolVersion").GetString());
        Assert.False(response.Headers.Contains(McpHost.Session));
        Assert.Equal("{}", result.GetProperty("capabilities").GetProperty("tools").GetRawText());
        Assert.Equal("{}", result.GetProperty("capabilities").GetProperty("resources").GetRawText());
    }

    [Fact]
    public async Task Delete_EndsTheSessionAndWhatRunsInIt()
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition());
        var session = await host.OpenAsync();
        var running = host.PostAsync(McpHost.Call(SampleServer.Wait), (McpHost.Session, session));
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);

        using var deleted = await host.SendAsync(HttpMethod.Delete, null, (McpHost.Session, session));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var answer = await running;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var later = await host.PostAsync(McpHost.Call(SampleServer.Echo), (McpHost.Session, session));
        Assert.Equal(HttpStatusCode.NotFound, later.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelled_Notification_WithdrawsTheRequest(bool direct)
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition(direct));
        var session = await host.OpenAsync();
        var running = host.PostAsync(McpHost.Call(SampleServer.Wait, id: "\"w\""), (McpHost.Session, session));
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);

        using var twice = await host.PostAsync(McpHost.Call(SampleServer.Echo, id: "\"w\""), (McpHost.Session, session));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        using var notified = await host.PostAsync(
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w"}}""", (McpHost.Session, session));
        Assert.Equal(HttpStatusCode.Accepted, notified.StatusCode);
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var answer = await running;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Call_ClientLeaves_IsCancelled()
    {
        var server = new SampleServer();
        await using var host = await McpHost.StartAsync(server.Definition());
        var session = await host.OpenAsync();
        using var leaving = new CancellationTokenSource();
        var pending = host.SendAsync(HttpMethod.Post, McpHost.Call(SampleServer.Wait), leaving.Token, (McpHost.Session, session));
        await server.WaitStarted.Task.WaitAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await server.WaitCancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Call_Progress_ArrivesOnTheStreamBeforeTheResult()
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync(
            """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"progress","_meta":{"progressToken":"p"}}}""",
            (McpHost.Session, await host.OpenAsync()));
        using var events = await McpHost.EventsAsync(response);
        var progress = (await events.NextAsync())!.Value;
        Assert.Equal("notifications/progress", progress.GetProperty("method").GetString());
        Assert.Equal("p", progress.GetProperty("params").GetProperty("progressToken").GetString());
        Assert.Equal(4, (await events.NextAsync())!.Value.GetProperty("id").GetInt32());
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Call_ServerAsksTheClient_AnswerComesByAnotherPost()
    {
        await using var host = await StartAsync();
        var session = await host.OpenAsync();
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Ask, id: "9"), (McpHost.Session, session));
        using var events = await McpHost.EventsAsync(response);
        var question = (await events.NextAsync())!.Value;
        Assert.Equal("elicitation/create", question.GetProperty("method").GetString());
        var id = question.GetProperty("id").GetRawText();
        using var answered = await host.PostAsync($$"""{"jsonrpc":"2.0","id":{{id}},"result":{"action":"decline"} }""", (McpHost.Session, session));
        Assert.Equal(HttpStatusCode.Accepted, answered.StatusCode);
        var answer = (await events.NextAsync())!.Value;
        Assert.Equal(9, answer.GetProperty("id").GetInt32());
        Assert.Equal("decline", McpModernTests.TextOf(answer));
    }

    [Fact]
    public async Task Call_ServerAsksTheClientWithoutSession_IsAnError()
    {
        await using var host = await StartAsync();
        using var initialized = await host.PostAsync(McpHost.Initialize("2025-03-26"));
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Ask));
        Assert.True((await McpHost.JsonAsync(response)).GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_SeesTheRequestsUserAndAmbientValues(bool inSession)
    {
        await using var host = await StartAsync();
        (string, string)[] headers = [("X-User", "ann"), ("X-Ambient", "here")];
        (string, string)[] session = inSession ? [(McpHost.Session, await host.OpenAsync(("X-User", "ann"), ("X-Ambient", "opening")))] : [];
        using var response = await host.PostAsync(McpHost.Call(SampleServer.Where), [.. headers, .. session]);
        Assert.Equal("here ann", McpModernTests.TextOf(await McpHost.JsonAsync(response)));
    }

    [Theory]
    [InlineData("bob")]
    [InlineData(null)]
    public async Task Any_SessionOfAnotherUser_IsNotFound(string? other)
    {
        await using var host = await StartAsync();
        var session = await host.OpenAsync(("X-User", "ann"));
        (string, string)[] user = other is null ? [] : [("X-User", other)];
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get, HttpMethod.Delete })
        {
            using var response = await host.SendAsync(
                method, method == HttpMethod.Post ? McpHost.Call(SampleServer.Echo) : null, [(McpHost.Session, session), .. user]);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        using var own = await host.PostAsync(McpHost.Call(SampleServer.Where), (McpHost.Session, session), ("X-User", "ann"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Stream_CarriesChangedListsAcrossReplaceAndReconnect()
    {
        await using var host = await StartAsync();
        var session = await host.OpenAsync();
        using var first = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, session));
        using var firstEvents = await McpHost.EventsAsync(first);
        host.Endpoint.Replace(new SampleServer("added").Definition());
        host.Endpoint.NotifyListChanged(McpLists.Tools | McpLists.Prompts);
        Assert.Equal("notifications/tools/list_changed", await firstEvents.MethodAsync());
        using var call = await host.PostAsync(McpHost.Call("added"), (McpHost.Session, session));
        Assert.Equal("added", McpModernTests.TextOf(await McpHost.JsonAsync(call)));

        // A second stream ends the first, and what came in between is not lost.
        using var second = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, session));
        Assert.Null(await firstEvents.NextAsync());
        host.Endpoint.NotifyListChanged(McpLists.Resources);
        using var secondEvents = await McpHost.EventsAsync(second);
        Assert.Equal("notifications/resources/list_changed", await secondEvents.MethodAsync());
    }

    [Fact]
    public async Task Stream_NotOpenYet_MessagesWait()
    {
        await using var host = await StartAsync();
        var session = await host.OpenAsync();
        host.Endpoint.NotifyListChanged(McpLists.Tools);
        using var response = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, session));
        using var events = await McpHost.EventsAsync(response);
        Assert.Equal("notifications/tools/list_changed", await events.MethodAsync());
    }

    [Fact]
    public async Task Stream_Silent_CarriesComments()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(time: time);
        using var response = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, await host.OpenAsync()));
        using var events = await McpHost.EventsAsync(response);
        time.Advance(new McpLimits().KeepAlive);
        Assert.Equal(":", await events.LineAsync());
    }

    [Fact]
    public async Task Stream_EndpointDisposed_Ends()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, await host.OpenAsync()));
        using var events = await McpHost.EventsAsync(response);
        host.Endpoint.Dispose();
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Session_IdleTooLong_IsGone()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(time: time);
        var (idle, used) = (await host.OpenAsync(), await host.OpenAsync());
        time.Advance(TimeSpan.FromMinutes(29));
        using (var response = await PingAsync(host, used))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        time.Advance(TimeSpan.FromMinutes(2));
        using var gone = await PingAsync(host, idle);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var kept = await PingAsync(host, used);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    [Fact]
    public void Sessions_IdleTooLong_AreDroppedWithoutBeingAskedFor()
    {
        var time = new ManualTime();
        using var sessions = new McpSessions(new McpLimits(), time);
        var options = new SampleServer().Definition().Options;
        sessions.Open(id => new McpSession(id, null, options, McpLists.Tools, time, NullLoggerFactory.Instance))!.Leave();
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Single(sessions.All);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(sessions.All);
    }

    [Fact]
    public async Task Session_WithOpenStream_IsNeverIdle()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(time: time);
        var session = await host.OpenAsync();
        using var stream = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, session));
        time.Advance(TimeSpan.FromHours(2));
        using var response = await PingAsync(host, session);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Sessions_AtTheCap_LeastUsedGivesWayAndOneInUseDoesNot()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(new McpLimits { Sessions = 2 }, time);
        var first = await host.OpenAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        var second = await host.OpenAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        using var stream = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, first));
        var third = await host.OpenAsync();
        using var gone = await PingAsync(host, second);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        using var other = await host.SendAsync(HttpMethod.Get, null, (McpHost.Session, third));
        time.Advance(TimeSpan.FromSeconds(1));
        using var refused = await host.PostAsync(McpHost.Initialize());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    private static Task<HttpResponseMessage> PingAsync(McpHost host, string session) =>
        host.PostAsync("""{"jsonrpc":"2.0","id":3,"method":"ping"}""", (McpHost.Session, session));

    private static Task<McpHost> StartAsync(McpLimits? limits = null, TimeProvider? time = null) =>
        McpHost.StartAsync(new SampleServer().Definition(), limits, time: time);
}
