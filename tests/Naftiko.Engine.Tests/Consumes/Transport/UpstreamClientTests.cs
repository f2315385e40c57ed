using System.Net;
using System.Net.Sockets;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class UpstreamClientTests : TransportTest
{
    private const string Secret = "/p4th?key=s3cret";

    [Fact]
    public async Task SendAsync_Refused_IsUnreachable()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = NewClient();

        var failure = await FailureAsync(client, $"http://127.0.0.1:{port}{Secret}");

        Assert.Equal(FailureKind.UpstreamUnreachable, failure.Kind);
        Assert.Equal($"http://127.0.0.1:{port} cannot be reached: no connection.", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_NameDoesNotResolve_IsUnreachable()
    {
        using var client = NewClient();

        var failure = await FailureAsync(client, "https://nowhere.invalid" + Secret);

        Assert.Equal(FailureKind.UpstreamUnreachable, failure.Kind);
        Assert.Equal("https://nowhere.invalid:443 cannot be reached: the name does not resolve.", failure.Detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_ConnectionEndsWithoutAnswer_IsUnreachable(bool isReset)
    {
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            if (isReset)
            {
                connection.Reset();
            }
        });
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamUnreachable, failure.Kind);
        Assert.Equal($"{upstream.Origin} cannot be reached: the connection broke before an answer.", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_NoTlsThere_IsUnreachable()
    {
        await using var upstream = new RawUpstream(connection => connection.SendAsync("this is not TLS at all\r\n\r\n"));
        using var client = NewClient();

        var failure = await FailureAsync(client, $"https://127.0.0.1:{upstream.Port}{Secret}");

        Assert.Equal(FailureKind.UpstreamUnreachable, failure.Kind);
        Assert.Equal($"https://127.0.0.1:{upstream.Port} cannot be reached: the TLS handshake failed.", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_HandshakeHangs_NamesConnectLimit()
    {
        await using var upstream = new RawUpstream(connection => connection.ReadToCloseAsync());
        using var client = NewClient(new UpstreamLimits { ConnectTimeout = Short });

        var failure = await FailureAsync(client, $"https://127.0.0.1:{upstream.Port}{Secret}");

        Assert.Equal(FailureKind.UpstreamTimeout, failure.Kind);
        Assert.Equal($"https://127.0.0.1:{upstream.Port} accepted no connection within 0.15 s (connect limit).", failure.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Half: ")]
    public async Task SendAsync_HeadersHang_NamesHeadersLimit(string beginning)
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes(beginning));
        using var client = NewClient(new UpstreamLimits { HeadersTimeout = Short });

        var failure = await FailureAsync(client, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamTimeout, failure.Kind);
        Assert.Equal($"{upstream.Origin} sent no answer within 0.15 s (headers limit).", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_TotalShorterThanHeadersLimit_NamesTotalLimit()
    {
        await using var upstream = RawUpstream.Hanging();
        using var client = NewClient(new UpstreamLimits { TotalTimeout = Short });

        var failure = await FailureAsync(client, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamTimeout, failure.Kind);
        Assert.Equal($"{upstream.Origin} did not finish its answer within 0.15 s (total limit).", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_NoSlotWithinTheTotalLimit_IsBusy()
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        using var client = NewClient(new UpstreamLimits { TotalTimeout = Short, MaxConcurrency = 1 });
        var api = client.ForApi();
        using var held = await AnswerAsync(api, upstream.Origin);

        var failure = await FailureAsync(api, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamBusy, failure.Kind);
        Assert.Equal($"As many requests of this capability to {upstream.Origin} are in flight as may be (1), and others wait.", failure.Detail);
        Assert.Equal("1", failure.RetryAfter);
    }

    [Fact]
    public async Task SendAsync_AnotherApi_HasSlotsOfItsOwn()
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));
        using var client = NewClient(new UpstreamLimits { MaxConcurrency = 1 });
        using var first = await AnswerAsync(client.ForApi(), upstream.Origin);
        using var second = await AnswerAsync(client.ForApi(), upstream.Origin);
        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task SendAsync_AfterATimeout_ServesTheNextRequest()
    {
        var requests = 0;
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            if (Interlocked.Increment(ref requests) > 1)
            {
                await connection.SendAsync(RawUpstream.Ok("next"));
            }

            await connection.ReadToCloseAsync();
        });
        using var client = NewClient(new UpstreamLimits { HeadersTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(FailureKind.UpstreamTimeout, (await FailureAsync(client, upstream.Origin)).Kind);
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal("next", await TextAsync(response));
    }

    [Fact]
    public async Task SendAsync_CallerCancels_Throws()
    {
        using var caller = new CancellationTokenSource();
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            await caller.CancelAsync();
            await connection.ReadToCloseAsync();
        });
        using var client = NewClient();
        using var request = Request(upstream.Origin);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.SendAsync(request, caller.Token));

        Assert.Equal(caller.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task SendAsync_EarlierCallerCancelsLate_DoesNotTouchLaterRequests()
    {
        using var earlier = new CancellationTokenSource();
        var requests = 0;
        await using var upstream = new RawUpstream(async connection =>
        {
            while (await connection.ReadHeadAsync() is not null)
            {
                if (Interlocked.Increment(ref requests) == 2)
                {
                    await earlier.CancelAsync();
                }

                await connection.SendAsync(RawUpstream.Ok("answer"));
            }
        });
        using var client = NewClient();
        using var first = Request(upstream.Origin);
        Assert.True((await client.SendAsync(first, earlier.Token)).TryGetResponse(out var finished, out _));
        await TextAsync(finished);
        finished.Dispose();
        finished.Dispose(); // twice must not give the same deadline to two requests

        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.True(earlier.IsCancellationRequested);
        Assert.Equal("answer", await TextAsync(response));
    }

    [Theory]
    [InlineData("220 mail.test ESMTP\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    public async Task SendAsync_GarbageStatusLine_IsMalformed(string garbage)
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes(garbage));
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamMalformed, failure.Kind);
        Assert.Equal($"{upstream.Origin} did not answer in HTTP.", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_EndlessHeaders_IsTooLarge()
    {
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\n");
            while (true)
            {
                await connection.SendAsync($"X-Filler: {new string('x', 1000)}\r\n");
            }
        });
        using var client = NewClient(new UpstreamLimits { MaxResponseHeaderKiB = 8 });

        var failure = await FailureAsync(client, upstream.Origin + Secret);

        Assert.Equal(FailureKind.UpstreamTooLarge, failure.Kind);
        Assert.Equal($"{upstream.Origin} answered with more than 8 KiB of headers.", failure.Detail);
    }

    [Theory]
    [InlineData("/a%2Fb/%2e%2e/c?x=%41")]
    [InlineData("/../a//b/./c;v=1?q=a+b%20c&&='!*()[]|")]
    public async Task SendAsync_Target_ReachesTheWireAsWritten(string target)
    {
        await using var upstream = RawUpstream.Answering(_ => RawUpstream.Ok(""));
        using var client = NewClient();

        using var response = await AnswerAsync(client, upstream.Origin + target);

        Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Assert.Single(upstream.Heads));
    }

    [Fact]
    public async Task SendAsync_NonAsciiHeader_IsSentAsUtf8()
    {
        await using var upstream = RawUpstream.Answering(_ => RawUpstream.Ok(""));
        using var client = NewClient();
        using var request = Request(upstream.Origin);
        Assert.True(request.Headers.TryAddWithoutValidation("X-Name", "Zoë €"));

        Assert.True((await client.SendAsync(request, Cancellation)).TryGetResponse(out var response, out _));
        response.Dispose();

        Assert.Contains("X-Name: Zo\u00c3\u00ab \u00e2\u0082\u00ac\r\n", Assert.Single(upstream.Heads));
    }

    [Fact]
    public async Task SendAsync_ManyRequests_ReuseOneConnectionAndKeepNoCookies()
    {
        await using var upstream = RawUpstream.Answering(head => head.StartsWith("HEAD", StringComparison.Ordinal)
            ? RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nSet-Cookie: s=1\r\n\r\n")
            : RawUpstream.Ok("answer", "Set-Cookie: s=1\r\n"));
        using var client = NewClient();

        for (var i = 0; i < 5; i++)
        {
            using var response = await AnswerAsync(client, upstream.Origin);
            Assert.Equal("answer", await TextAsync(response));
            using var head = await AnswerAsync(client, upstream.Origin, HttpMethod.Head);
        }

        Assert.Equal(1, upstream.Accepted);
        Assert.Equal(10, upstream.Heads.Count);
        Assert.All(upstream.Heads, head => Assert.DoesNotContain("Cookie:", head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SendAsync_ManyAtOnceSomeCancelled_TheOthersGetTheirOwnAnswers()
    {
        await using var upstream = RawUpstream.Answering(head => RawUpstream.Ok(head.Split(' ')[1]));
        using var client = NewClient();

        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
            {
                using var caller = new CancellationTokenSource();
                using var request = Request($"{upstream.Origin}/{number}");
                var sending = client.SendAsync(request, caller.Token).AsTask();
                if (number % 2 == 1)
                {
                    await caller.CancelAsync();
                    await Task.WhenAny(sending); // either outcome is right
                    if (sending.IsCompletedSuccessfully && (await sending).TryGetResponse(out var early, out _))
                    {
                        early.Dispose();
                    }

                    return;
                }

                Assert.True((await sending).TryGetResponse(out var response, out var failure), failure?.Detail);
                using (response)
                {
                    Assert.Equal($"/{number}", await TextAsync(response));
                }
            }));
        }
    }
}
