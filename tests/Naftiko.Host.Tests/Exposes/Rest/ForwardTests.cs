using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Tests.Hosting;
using Naftiko.Host.Tests.Reloading;

namespace Naftiko.Host.Tests.Exposes.Rest;

/// <summary><c>forward</c> over real HTTP on both sides.</summary>
public sealed class ForwardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    [Fact]
    public async Task RequestBody_ReachesTheUpstreamWhileTheCallerStillSends()
    {
        var firstSeen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            firstSeen.SetResult(await reader.ReadLineAsync(context.RequestAborted));
            await context.Response.WriteAsync(await reader.ReadToEndAsync(context.RequestAborted), context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, folder.Port, Cancellation);
        await using var stream = socket.GetStream();
        await SendAsync($"POST /proxy/lines HTTP/1.1\r\nHost: localhost:{folder.Port}\r\nConnection: close\r\nContent-Type: text/x-lines\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
        Assert.Equal("one", await firstSeen.Task.WaitAsync(Cancellation));
        await SendAsync("3\r\ntwo\r\n0\r\n\r\n");
        using var answer = new StreamReader(stream);
        Assert.Equal("two", Unchunked(await answer.ReadToEndAsync(Cancellation)));
        Assert.Equal("text/x-lines", Assert.Single(upstream.Requests).Headers["Content-Type"]);

        ValueTask SendAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
    }

    [Fact]
    public async Task ResponseBody_ReachesTheCallerWhileTheUpstreamStillSends()
    {
        var firstRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: one\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await firstRead.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("data: two\n", context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        using var response = await folder.Http.GetAsync(At(folder, "/proxy/events"), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("data: one", await reader.ReadLineAsync(Cancellation));
        firstRead.SetResult();
        Assert.Equal("data: two", await reader.ReadLineAsync(Cancellation));
        Assert.Null(await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task Body_KeepsTypeLengthAndCoding()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentType = context.Request.ContentType;
            await context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        using var content = new ByteArrayContent([0, 1, 2, 255]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-own; a=b");
        content.Headers.TryAddWithoutValidation("Content-Encoding", "x-own");
        using var response = await folder.Http.PutAsync(At(folder, "/proxy/x"), content, Cancellation);
        Assert.Equal([0, 1, 2, 255], await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("application/x-own; a=b", response.Content.Headers.ContentType?.ToString());
        var headers = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(("4", "x-own"), (headers["Content-Length"], headers["Content-Encoding"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimit_Is413(bool isChunked)
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        using var content = new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, At(folder, "/proxy/x")) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked ? true : null;
        request.Headers.ExpectContinue = true;
        using var response = await folder.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
    }

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
        Assert.Equal("/base?v=2", Assert.Single(upstream.Requests).Target);
        Assert.Equal("""{"mine":"yes"}""", await folder.GetAsync("/proxy/own"));
        Assert.Single(upstream.Requests);
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

    private static Task<LiveFolder> StartAsync(
        Upstream? upstream, string trusted = "X-Trace", string settings = "description: Test.", string target = "api", string token = "ours", string? binds = null) => LiveFolder.StartAsync(f =>
    {
        File.WriteAllText(Path.Combine(f.Path, "values.env"), $"TOKEN={binds}\n");
        f.Replace("c.yaml", $$"""
            naftiko: 1.0.0-alpha2
            binds:
            - { namespace: secrets, location: 'file:///./values.env', keys: { TOKEN: TOKEN } }
            capability:
              consumes:
              - namespace: api
                type: http
                baseUri: "{{upstream?.Address.ToString().TrimEnd('/') ?? $"http://127.0.0.1:{TestHost.FreePort()}"}}/base/"
                authentication: { type: bearer, token: "{{token}}" }
                inputParameters:
                - { name: X-Fixed, in: header, value: fixed }
                - { name: v, in: query, value: "2" }
              exposes:
              - type: rest
                namespace: web
                port: {{f.Port}}
                {{settings}}
                resources:
                - { path: "/proxy/{path}", forward: { targetNamespace: {{target}}, trustedHeaders: [ {{trusted}} ] } }
                - { path: /proxy/own, operations: [ { method: GET, name: own, outputParameters: [ { name: mine, type: string, value: "yes" } ] } ] }
            """);
    });

    private static Uri At(LiveFolder folder, string path) => new($"http://127.0.0.1:{folder.Port}{path}");

    /// <summary>The body of a raw answer, its chunks put together.</summary>
    private static string Unchunked(string answer)
    {
        var body = TestHost.BodyOf(answer);
        return answer.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) && body.Length > 0
            ? string.Concat(body.Split("\r\n").Where((_, index) => index % 2 == 1))
            : body;
    }
}
