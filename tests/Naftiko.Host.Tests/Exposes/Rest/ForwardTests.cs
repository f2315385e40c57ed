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
    public async Task LargeBodies_PassWholeInBothDirections()
    {
        await using var upstream = await Upstream.StartAsync(async context =>
        {
            using var received = new MemoryStream();
            await context.Request.Body.CopyToAsync(received, context.RequestAborted);
            await context.Response.Body.WriteAsync(received.ToArray(), context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream);
        var sent = new byte[9 * 1024 * 1024];
        new Random(1).NextBytes(sent);
        foreach (var isChunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, At(folder, "/proxy/x")) { Content = new ByteArrayContent(sent) };
            request.Headers.TransferEncodingChunked = isChunked ? true : null;
            using var response = await folder.Http.SendAsync(request, Cancellation);
            Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Expectation_ReachesTheUpstream_WhichMayRefuseBeforeTheBodyIsSent()
    {
        await using var upstream = await Upstream.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/base/no") ? 401 : 200;
            return context.Response.StatusCode == 401 ? context.Response.WriteAsync("no", context.RequestAborted) : context.Request.Body.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await using var folder = await StartAsync(upstream, "Authorization");
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, folder.Port, Cancellation);
        await using var stream = socket.GetStream();
        using var answer = new StreamReader(stream);
        await SendAsync($"PUT /proxy/no HTTP/1.1\r\nHost: localhost:{folder.Port}\r\nAuthorization: mine\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
        Assert.Equal("HTTP/1.1 401 Unauthorized", await answer.ReadLineAsync(Cancellation));
        Assert.Equal("100-continue", Assert.Single(upstream.Requests).Headers["Expect"]);

        using var allowed = new HttpRequestMessage(HttpMethod.Put, At(folder, "/proxy/yes")) { Content = new ByteArrayContent([1, 2, 3]) };
        allowed.Headers.ExpectContinue = true;
        using var response = await folder.Http.SendAsync(allowed, Cancellation);
        Assert.Equal([1, 2, 3], await response.Content.ReadAsByteArrayAsync(Cancellation));

        ValueTask SendAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
    }

    [Fact]
    public async Task Upstream_ThatAnswersBeforeTheBodyEnds_IsHeard()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerEarlyAsync(listener);
        await using var folder = await StartAsync(null, origin: $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var content = new ByteArrayContent(new byte[9 * 1024 * 1024]);
        using var response = await folder.Http.PostAsync(At(folder, "/proxy/x"), content, Cancellation);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "enough"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
        await answering;

        static async Task AnswerEarlyAsync(TcpListener listener)
        {
            using var connection = await listener.AcceptTcpClientAsync(Cancellation);
            await using var stream = connection.GetStream();
            using var head = new StreamReader(stream, leaveOpen: true);
            while (await head.ReadLineAsync(Cancellation) is { Length: > 0 })
            {
                // The head only: the body is not looked at.
            }

            await stream.WriteAsync("HTTP/1.1 413 Enough\r\nContent-Length: 6\r\nConnection: close\r\n\r\nenough"u8.ToArray(), Cancellation);

            // As RFC 9112 section 9.6 has it: to close with bytes unread would take the answer back.
            connection.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, Cancellation);
        }
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
        Upstream? upstream, string trusted = "X-Trace", string settings = "description: Test.", string target = "api", string token = "ours", string? binds = null, string path = "/proxy/{path}", string? origin = null) => LiveFolder.StartAsync(f =>
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
                baseUri: "{{origin ?? upstream?.Address.ToString().TrimEnd('/') ?? $"http://127.0.0.1:{TestHost.FreePort()}"}}/base/"
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
                - { path: "{{path}}", forward: { targetNamespace: {{target}}, trustedHeaders: [ {{trusted}} ] } }
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
