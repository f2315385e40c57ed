using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;
using static Naftiko.Host.Tests.Hosting.TestHost;

namespace Naftiko.Host.Tests.Hosting;

public class DispatcherTests
{
    private readonly int _port = FreePort();

    [Fact]
    public async Task Request_TwoSurfacesOnOnePort_EachAnswersUnderItsMount()
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "one", "GET /v1/a"), TestSurfaces.Rest(_port, "two", "GET /v1/b")]);
        Assert.Empty(host.Diagnostics);
        Assert.EndsWith("GET /v1/a []", await SendAsync(_port, "GET /one/v1/a"), StringComparison.Ordinal);
        Assert.EndsWith("GET /v1/b []", await SendAsync(_port, "GET /v1/b"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /files/a%2Fb/x", "[a%2Fb]")]
    [InlineData("GET /files/%2e%2e/x", "[%2e%2e]")]
    [InlineData("GET /files/../x", "[..]")]
    [InlineData("GET http://localhost/files/1/x?y=z", "[1]")]
    [InlineData("GET /f%69les/%25/x", "[%25]")]
    public async Task Request_RawTarget_ReachesPlaceholdersUnchanged(string line, string expected)
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "GET /files/{id}/x")]);
        var isAbsolute = line.Contains("http:", StringComparison.Ordinal);
        var answer = isAbsolute ? await SendRawAsync(_port, $"{line} HTTP/1.1\nHost: localhost\nConnection: close\n\n") : await SendAsync(_port, line);
        Assert.EndsWith(expected, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /nowhere", "404", "urn:naftiko:problem:not-found", null)]
    [InlineData("POST /files", "405", "urn:naftiko:problem:method-not-allowed", "GET, HEAD, OPTIONS")]
    [InlineData("OPTIONS /files", "204", null, "GET, HEAD, OPTIONS")]
    [InlineData("OPTIONS *", "204", null, "OPTIONS")]
    [InlineData("OPTIONS /nowhere", "404", "urn:naftiko:problem:not-found", null)]
    public async Task Request_NoHandler_ProblemOrAllow(string line, string status, string? type, string? allow)
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "GET /files")]);
        var answer = await SendAsync(_port, line);
        Assert.Equal(status, StatusOf(answer));
        Assert.Equal(allow, answer.Split("\r\n").FirstOrDefault(l => l.StartsWith("Allow: ", StringComparison.Ordinal))?[7..]);
        if (type is not null)
        {
            Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
            using var problem = JsonDocument.Parse(BodyOf(answer));
            Assert.Equal((type, int.Parse(status)), (problem.RootElement.GetProperty("type").GetString(), problem.RootElement.GetProperty("status").GetInt32()));
        }
    }

    [Fact]
    public async Task Request_Head_GetWithoutBodyButWithItsLength()
    {
        var route = new Route("GET", PathPattern.Parse("/a"), async (context, _) =>
        {
            context.Response.ContentLength = 5;
            await context.Response.WriteAsync("hello");
        });
        await using var host = await StartAsync([Surface(route)]);
        var answer = await SendAsync(_port, "HEAD /a");
        Assert.Equal("200", StatusOf(answer));
        Assert.Contains("Content-Length: 5\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("", BodyOf(answer));
        Assert.EndsWith("hello", await SendAsync(_port, "GET /a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET\n\n")]
    [InlineData("GET /a HTTP/1.1\nHost: a b\nConnection: close\n\n")]
    [InlineData("GET /a HTTP/1.1\nHost: localhost:port\nConnection: close\n\n")]
    [InlineData("GET /a HTTP/1.1\nConnection: close\n\n")]
    [InlineData("GET /a HTTP/1.0\n\n")]
    public async Task Request_MalformedLineOrHost_400(string request)
    {
        await using var host = await StartAsync([TestSurfaces.Rest(_port, "ns", "GET /a")]);
        Assert.Equal("400", StatusOf(await SendRawAsync(_port, request)));
    }

    [Fact]
    public async Task Request_HandlerThrows_500WithoutItsTextAndLoggedOnce()
    {
        var logs = new LogSink();
        await using var host = await StartAsync([Surface(new Route("GET", PathPattern.Parse("/a"), (_, _) => throw new InvalidOperationException("hunter2")))], loggers: logs);
        var answer = await SendAsync(_port, "GET /a?token=hunter3");
        Assert.Equal("500", StatusOf(answer));
        Assert.Contains("urn:naftiko:problem:internal-error", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal);
        await host.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(logs.Entries, entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task Request_HandlerThrowsAfterStart_ConnectionAbortedNotEnded()
    {
        var route = new Route("GET", PathPattern.Parse("/a"), async (context, _) =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        });
        await using var host = await StartAsync([Surface(route)]);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/a"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Content-Length: 11\n\nhello world")]
    [InlineData("Transfer-Encoding: chunked\n\nb\nhello world\n0\n\n")]
    public async Task Request_BodyOverTheLimit_413(string rest)
    {
        var route = new Route("POST", PathPattern.Parse("/a"), async (context, _) => await context.Request.Body.CopyToAsync(Stream.Null));
        await using var host = await StartAsync([Surface(route)], new HostingOptions { MaxRequestBodyBytes = 10 });
        var answer = await SendRawAsync(_port, $"POST /a HTTP/1.1\nHost: localhost\nConnection: close\n{rest}");
        Assert.Equal("413", StatusOf(answer));
        Assert.Contains("urn:naftiko:problem:body-too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ClientGoesAway_NoError()
    {
        var logs = new LogSink();
        var reached = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        var route = new Route("GET", PathPattern.Parse("/a"), async (context, _) =>
        {
            var left = new TaskCompletionSource();
            using var registration = context.RequestAborted.Register(left.SetResult);
            reached.SetResult();
            await left.Task;
            ended.SetResult();
            context.RequestAborted.ThrowIfCancellationRequested();
        });
        await using var host = await StartAsync([Surface(route)], loggers: logs);
        using (var client = new HttpClient())
        {
            using var leave = new CancellationTokenSource();
            var request = client.GetAsync(new Uri($"http://127.0.0.1:{_port}/a"), leave.Token);
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.Host.StopAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(logs.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.Contains(logs.Entries, entry => entry.Category == "Naftiko.Access" && entry.Text.Contains(" 499 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_Answered_OneAccessLineWithoutTheQuery()
    {
        var logs = new LogSink();
        await using (var host = await StartAsync([TestSurfaces.Rest(_port, "pets", "GET /v1/{id}")], loggers: logs))
        {
            await SendAsync(_port, "GET /v1/a%2Fb?key=secret");
            await host.Host.StopAsync(TestContext.Current.CancellationToken);
        }

        var line = Assert.Single(logs.Entries, entry => entry.Category == "Naftiko.Access").Text;
        Assert.StartsWith("GET /v1/a%2Fb 200 ", line, StringComparison.Ordinal);
        Assert.EndsWith(" ms pets", line, StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Entries, entry => entry.Text.Contains("secret", StringComparison.Ordinal));
    }

    private Surface Surface(Route route) => new()
    {
        Kind = SurfaceKind.Rest,
        Namespace = "ns",
        Folder = "",
        Span = Naftiko.Spec.Sources.SourceSpan.OfFile("ns.yaml"),
        Port = _port,
        Routes = [route with { Path = PathPattern.Parse("/v1" + route.Path.Text) }, route],
    };
}
