using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Tests.Exposes.Rest;

/// <summary>Bodies that <c>forward</c> relays, in both directions.</summary>
public sealed class ForwardBodyTests : ForwardTest
{
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
}
