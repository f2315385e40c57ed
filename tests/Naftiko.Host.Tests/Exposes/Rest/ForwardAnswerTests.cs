using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Exposes.Rest;

/// <summary>What <c>forward</c> answers, and when the upstream does not.</summary>
public sealed class ForwardAnswerTests : ForwardTest
{
    [Fact]
    public async Task ResponseHeaders_PassOut_HopByHopAside()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = 207;
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2; Path=/");
            context.Response.Headers["X-Anything"] = "yes";
            context.Response.Headers["X-Hop"] = "no";
            context.Response.Headers.Connection = "X-Hop";
            context.Response.Headers.KeepAlive = "timeout=5";
            context.Response.Headers.AltSvc = "h2=\"elsewhere:443\"";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("multi", context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        using var response = await folder.Http.GetAsync(At(folder, "/proxy/x"), Cancellation);
        Assert.Equal(207, (int)response.StatusCode);
        Assert.Equal(["a=1", "b=2; Path=/"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("yes", response.Headers.GetValues("X-Anything").Single());
        Assert.DoesNotContain(response.Headers, h => h.Key is "X-Hop" or "Keep-Alive" or "Alt-Svc" or "Access-Control-Allow-Origin");
        Assert.Equal("multi", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("GET", 304, "")]
    [InlineData("GET", 206, "part")]
    [InlineData("HEAD", 200, "")]
    [InlineData("GET", 204, "")]
    public async Task Statuses_PassWithTheirFields(string method, int status, string body)
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers.ContentRange = status == 206 ? "bytes 0-3/9" : default;
            context.Response.ContentLength = method == "HEAD" ? 4711 : body.Length == 0 ? null : body.Length;
            return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body, context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream, "If-None-Match, Range");
        var answer = await TestHost.SendAsync(folder.Port, $"{method} /proxy/x", "If-None-Match: \"v1\"\r\nRange: bytes=0-3");
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), TestHost.StatusOf(answer));
        Assert.Contains("ETag: \"v1\"", answer, StringComparison.Ordinal);
        Assert.Equal(body, TestHost.BodyOf(answer));
        Assert.Equal(status == 206, answer.Contains("Content-Range: bytes 0-3/9", StringComparison.Ordinal));
        Assert.Equal(method == "HEAD", answer.Contains("Content-Length: 4711", StringComparison.Ordinal));
        Assert.Equal(("\"v1\"", "bytes=0-3"), (upstream.Requests.Single().Headers["If-None-Match"], upstream.Requests.Single().Headers["Range"]));
    }

    [Fact]
    public async Task Redirects_AreFollowedWithinTheOriginOnly()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path.Value is "/base/there" ? 200 : 302;
            context.Response.Headers.Location = context.Request.Path.Value is "/base/away" ? "http://elsewhere.test/" : "/base/there";
            return context.Response.WriteAsync("at " + context.Request.Path, context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        Assert.Equal("at /base/there", await folder.GetAsync("/proxy/here"));
        Assert.Equal("502", await folder.GetAsync("/proxy/away"));
    }

    [Fact]
    public async Task WebSocket_IsRefusedClearly()
    {
        await using var upstream = await Upstream.StartAsync("{}");
        await using var folder = await StartAsync(upstream);
        var answer = await TestHost.SendRawAsync(folder.Port, $"""
            GET /proxy/socket HTTP/1.1
            Host: localhost:{folder.Port}
            Connection: Upgrade, close
            Upgrade: websocket
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13


            """);
        Assert.Equal("501", TestHost.StatusOf(answer));
        Assert.Contains("WebSocket", TestHost.BodyOf(answer), StringComparison.Ordinal);
        Assert.Equal("501", TestHost.StatusOf(await TestHost.SendAsync(folder.Port, "TRACE /proxy/x")));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task UpstreamErrors_PassWithTheirBodies_Scrubbed()
    {
        await using var upstream = await Upstream.StartAsync("""{"you":"sent Bearer s3cr3t-of-ours"}""", "application/x-err+json", 422);
        await using var folder = await StartAsync(upstream, token: "{{TOKEN}}", binds: "s3cr3t-of-ours");
        using var response = await folder.Http.GetAsync(At(folder, "/proxy/x"), Cancellation);
        Assert.Equal(422, (int)response.StatusCode);
        Assert.Equal("application/x-err+json", response.Content.Headers.ContentType?.ToString());
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.StartsWith("""{"you":"sent Bearer """, body, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", body, StringComparison.Ordinal);
        Assert.Equal("Bearer s3cr3t-of-ours", Assert.Single(upstream.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("", 502)]
    [InlineData("Authorization", 401)]
    public async Task Unauthorized_IsOurFaultUnlessTheCallersCredentialWent(string trusted, int status)
    {
        await using var upstream = await Upstream.StartAsync("{}", status: 401);
        await using var folder = await StartAsync(upstream, trusted);
        Assert.Equal(status.ToString(System.Globalization.CultureInfo.InvariantCulture), TestHost.StatusOf(await TestHost.SendAsync(folder.Port, "GET /proxy/x", "Authorization: Bearer caller")));
    }

    [Fact]
    public async Task Upstream_ThatIsNotThere_IsABadGateway()
    {
        await using var folder = await StartAsync(null);
        using var response = await folder.Http.GetAsync(At(folder, "/proxy/x"), Cancellation);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("urn:naftiko:problem:upstream-unreachable", problem.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Upstream_ThatBreaksOff_BreaksTheConnection()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        await using var folder = await StartAsync(upstream);
        await Assert.ThrowsAsync<HttpRequestException>(() => folder.Http.GetStringAsync(At(folder, "/proxy/x"), Cancellation));
    }
}
