using System.Net;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Rest;

/// <summary>What of a request <c>forward</c> passes, and where to.</summary>
public sealed class ForwardTests : ForwardTest
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("PURGE")]
    public async Task AnyMethod_PassesWithPathAndQueryAsTheyCame(string method)
    {
        await using var upstream = await Upstream.StartAsync("""{"ok":true}""");
        await using var folder = await StartAsync(upstream);
        var answer = await TestHost.SendAsync(folder.Port, $"{method} /proxy/a%2Fb/c%20d/e:f/?q=1%2B1&q=x+y&z");
        Assert.Equal("200", TestHost.StatusOf(answer));
        Assert.Equal(method == "HEAD" ? "" : """{"ok":true}""", Unchunked(answer));
        var seen = Assert.Single(upstream.Requests);
        Assert.Equal((method, "/base/a%2Fb/c%20d/e:f/?q=1%2B1&q=x+y&z&v=2"), (seen.Method, seen.Target));
    }

    [Fact]
    public async Task OnlyTrustedHeaders_Pass()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, "X-Trace, Accept, Connection, X-Hop");
        using var request = new HttpRequestMessage(HttpMethod.Get, At(folder, "/proxy/x"));
        foreach (var (name, value) in (KeyValuePair<string, string>[])
            [
                new("Connection", "X-Hop"), new("X-Hop", "mine"), new("x-trace", "one"), new("x-trace", "two"), new("Accept", "text/x"), new("Authorization", "Bearer caller"),
                new("Cookie", "a=b"), new("X-Other", "no"),
            ])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await folder.Http.SendAsync(request, Cancellation);
        var headers = Assert.Single(upstream.Requests).Headers;
        Assert.Equal("one, two", headers["X-Trace"]);
        Assert.Equal("text/x", headers["Accept"]);
        Assert.Equal("fixed", headers["X-Fixed"]);
        Assert.Equal("Bearer ours", headers["Authorization"]);
        Assert.Equal($"127.0.0.1:{upstream.Address.Port}", headers["Host"]);
        Assert.DoesNotContain(headers.Keys, k => k is "Cookie" or "X-Other" or "X-Hop");
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK3012");
    }

    [Fact]
    public async Task Authorization_OfTheCaller_PassesOnlyWhenListed()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, "Authorization");
        await TestHost.SendAsync(folder.Port, "GET /proxy/x", "Authorization: Bearer caller");
        await TestHost.SendAsync(folder.Port, "GET /proxy/x");
        Assert.Equal(["Bearer caller", "Bearer ours"], upstream.Requests.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Guard_RefusesAndItsCredentialNeverPasses()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, "Authorization", "authentication: { type: apikey, key: k, value: letmein, placement: query }");
        Assert.Equal("401", await folder.GetAsync("/proxy/x"));
        Assert.Equal("{}", await folder.GetAsync("/proxy/x?a=1&k=letmein&v=9"));
        Assert.Equal("/base/x?a=1&v=2", Assert.Single(upstream.Requests).Target);
    }

    [Theory]
    [InlineData("/proxy/../secret")]
    [InlineData("/proxy/a/../../secret")]
    [InlineData("/proxy/%2e%2e/secret")]
    [InlineData("/proxy/a%2F..%2F..%2Fsecret")]
    [InlineData("/proxy/..%5csecret")]
    [InlineData("/proxy/a//b")]
    [InlineData("/proxy/a%0d%0aX:%20y")]
    [InlineData("/proxy/./a")]
    public async Task Path_ThatClimbs_IsRefused(string path)
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream);
        var answer = await TestHost.SendAsync(folder.Port, $"GET {path}");
        Assert.Equal("400", TestHost.StatusOf(answer));
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Path_WithoutRest_IsTheBaseUri_AndOperationsComeFirst()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream);
        Assert.Equal("{}", await folder.GetAsync("/proxy"));
        Assert.Equal("{}", await folder.GetAsync("/proxy/?a=1"));
        Assert.Equal(["/base?v=2", "/base/?a=1&v=2"], upstream.Requests.Select(r => r.Target));
        Assert.Equal("""{"mine":"yes"}""", await folder.GetAsync("/proxy/own"));
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Theory]
    [InlineData("/to/{rest}", "/to/a/b/", "/base/a/b/")]
    [InlineData("/to/{+all}", "/to/a/b", "/base/a/b")]
    [InlineData("/to/{{path}}", "/to/a/b", "/base/a/b")]
    [InlineData("/to/{path}/x", "/to/a/x", "/base/a")]
    [InlineData("/to", "/to?q=1", "/base?q=1")]
    public async Task Placeholder_AtTheEndOrCalledPath_IsTheRest(string path, string request, string target)
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, path: path);
        Assert.Equal("{}", await folder.GetAsync(request));
        Assert.Equal(target, Assert.Single(upstream.Requests).Target.Replace(target.Contains('?') ? "&v=2" : "?v=2", "", StringComparison.Ordinal));
        Assert.DoesNotContain(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK3044");
    }

    [Fact]
    public async Task Placeholder_ThatGoesNowhere_IsReported()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, path: "/to/{tenant}/{path}");
        Assert.Equal("{}", await folder.GetAsync("/to/us/a/b"));
        Assert.Equal("/base/a/b?v=2", Assert.Single(upstream.Requests).Target);
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK3044" && d.Message.Contains("{tenant}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Target_Unknown_IsReportedAndNothingForwards()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, target: "apo");
        Assert.Contains(folder.Server.Served.Diagnostics, d => d.Descriptor.Id == "NFK3043" && d.Hint is { } hint && hint.Contains("api", StringComparison.Ordinal));
        Assert.Equal("404", await folder.GetAsync("/proxy/x"));
    }

    [Fact]
    public async Task Bind_WithoutValue_AnswersAnErrorAndSendsNothing()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream, token: "{{ABSENT_TOKEN}}");
        using var response = await folder.Http.GetAsync(At(folder, "/proxy/x"), Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("ABSENT_TOKEN", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }
}
