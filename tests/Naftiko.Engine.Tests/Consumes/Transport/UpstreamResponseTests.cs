using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class UpstreamResponseTests : TransportTest
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
    private const int Megabyte = 1024 * 1024;

    private static readonly Dictionary<string, byte[]> Broken = new()
    {
        ["length not reached"] = RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":"),
        ["chunks end early"] = RawUpstream.Bytes(Chunked + "\r\n8\r\n{\"half\":\r\n"),
        ["no chunk size"] = RawUpstream.Bytes(Chunked + "\r\nzz\r\nnot a size\r\n0\r\n\r\n"),
        ["not gzip"] = RawUpstream.Ok("this is not gzip", "Content-Encoding: gzip\r\n"),
        ["not brotli"] = RawUpstream.Ok("this is not brotli", "Content-Encoding: br\r\n"),
        ["not deflate"] = RawUpstream.Ok("this is not deflate", "Content-Encoding: deflate\r\n"),
        ["gzip ends early"] = RawUpstream.Ok(RawUpstream.GZip(RawUpstream.Pattern(5000))[..^20], "Content-Encoding: gzip\r\n"),
        ["gzip checksum"] = RawUpstream.Ok(Corrupt(RawUpstream.GZip(RawUpstream.Pattern(5000))), "Content-Encoding: gzip\r\n"),
        ["brotli ends early"] = RawUpstream.Ok(
            RawUpstream.Compress(RawUpstream.Pattern(5000), target => new BrotliStream(target, CompressionLevel.Fastest))[..^20], "Content-Encoding: br\r\n"),
    };

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public async Task ReadAllAsync_Broken_IsMalformed(string how)
    {
        await using var upstream = RawUpstream.Once(Broken[how]);
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin + "/p4th");

        var failure = FailureOf(await response.ReadAllAsync(Megabyte));

        Assert.Equal(FailureKind.UpstreamMalformed, failure.Kind);
        Assert.Equal($"The answer of {upstream.Origin} ended early or is not encoded as it says.", failure.Detail);
    }

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public async Task HoldBackAsync_Broken_IsMalformed(string how)
    {
        await using var upstream = RawUpstream.Once(Broken[how]);
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(FailureKind.UpstreamMalformed, FailureOf(await response.HoldBackAsync()).Kind);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, zstd")]
    [InlineData("gzip, gzip, gzip, gzip, gzip, gzip")] // each would be a decoder
    public async Task ReadAllAsync_UnknownCoding_IsMalformed(string coding)
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok("bytes", $"Content-Encoding: {coding}\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(FailureKind.UpstreamMalformed, FailureOf(await response.ReadAllAsync(Megabyte)).Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("deflate, gzip")]
    [InlineData("identity")]
    public async Task ReadAllAsync_EachCoding_GivesTheDecodedBytes(string coding)
    {
        var expected = RawUpstream.Pattern(100_000);
        var sent = coding switch
        {
            "gzip" or "X-GZip" => RawUpstream.GZip(expected),
            "deflate, gzip" => RawUpstream.GZip(RawUpstream.Compress(expected, target => new ZLibStream(target, CompressionLevel.Fastest))),
            "br" => RawUpstream.Compress(expected, target => new BrotliStream(target, CompressionLevel.Fastest)),
            "deflate" => RawUpstream.Compress(expected, target => new ZLibStream(target, CompressionLevel.Fastest)),
            _ => expected,
        };
        await using var upstream = RawUpstream.Answering(_ => RawUpstream.Ok(sent, $"Content-Encoding: {coding}\r\n"));
        using var client = NewClient();

        for (var i = 0; i < 2; i++)
        {
            using var response = await AnswerAsync(client, upstream.Origin);
            Assert.Equal(expected, await BytesAsync(response));
        }

        Assert.Equal(1, upstream.Accepted);
        Assert.Contains("Accept-Encoding: gzip, deflate, br\r\n", upstream.Heads.First());
    }

    [Fact]
    public async Task SendAsync_OwnAcceptEncoding_IsLeftAlone()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok("plain"));
        using var client = NewClient();
        using var request = Request(upstream.Origin);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        Assert.True((await client.SendAsync(request, Cancellation)).TryGetResponse(out var response, out _));
        response.Dispose();

        Assert.Contains("Accept-Encoding: identity\r\n", upstream.Heads.Single());
    }

    [Fact]
    public async Task ReadAllAsync_GZipBomb_IsTooLarge()
    {
        var bomb = RawUpstream.GZip(new byte[64 * Megabyte]);
        Assert.True(bomb.Length < Megabyte); // on the wire it is within the cap
        await using var upstream = RawUpstream.Once(RawUpstream.Ok(bomb, "Content-Encoding: gzip\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        var failure = FailureOf(await response.ReadAllAsync(Megabyte));

        Assert.Equal(FailureKind.UpstreamTooLarge, failure.Kind);
        Assert.Equal($"The answer of {upstream.Origin} is larger than 1048576 bytes.", failure.Detail);
    }

    [Fact]
    public async Task ReadAllAsync_AnnouncedTooLarge_IsNotRead()
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 1025\r\n\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(FailureKind.UpstreamTooLarge, FailureOf(await response.ReadAllAsync(1024)).Kind);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task ReadAllAsync_Chunked_IsCappedAtTheByte(int length, bool isRead)
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes(Chunked + "\r\n"), RawUpstream.Chunk(new byte[length]), RawUpstream.Bytes("0\r\n\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        var read = await response.ReadAllAsync(1024);

        Assert.Equal(isRead, read.TryGetBody(out var body, out var failure));
        Assert.Equal(isRead ? length : null, body?.Length);
        Assert.Equal(isRead ? null : FailureKind.UpstreamTooLarge, failure?.Kind);
        body?.Dispose();
    }

    [Fact]
    public async Task ReadAllAsync_SlowDrip_EndsAtTheTotalLimit()
    {
        var time = new DrippingTime();
        var answered = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Chunked + "\r\n");
            await answered.Task;
            while (!time.HasExpired)
            {
                await connection.SendAsync("1\r\nx\r\n");
                time.Drip();
            }
        });
        using var client = new UpstreamClient(new UpstreamLimits { TotalTimeout = TimeSpan.FromMilliseconds(400) }, time);
        using var response = await AnswerAsync(client, upstream.Origin);
        answered.SetResult();

        var failure = FailureOf(await response.ReadAllAsync(Megabyte));

        Assert.Equal(FailureKind.UpstreamTimeout, failure.Kind);
        Assert.Equal($"{upstream.Origin} did not finish its answer within 0.4 s (total limit).", failure.Detail);
    }

    [Fact]
    public async Task ReadAllAsync_CallerCancels_Throws()
    {
        using var caller = new CancellationTokenSource();
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
        using var client = NewClient();
        using var request = Request(upstream.Origin);
        Assert.True((await client.SendAsync(request, caller.Token)).TryGetResponse(out var response, out _));
        using (response)
        {
            var reading = response.ReadAllAsync(Megabyte);
            await caller.CancelAsync();

            var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
            Assert.Equal(caller.Token, thrown.CancellationToken);
        }
    }

    [Theory]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 205 Reset Content\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task ReadAllAsync_NoBody_IsCompleteAtOnce(string method, string head)
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes(head));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin, new HttpMethod(method));

        Assert.True(response.IsBodyComplete);
        Assert.Empty(await BytesAsync(response));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task ReadAllAsync_EncodedNothing_IsEmpty(string coding)
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok("", $"Content-Encoding: {coding}\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Empty(await BytesAsync(response));
    }

    [Fact]
    public async Task HoldBackAsync_UpToTheLimit_IsComplete()
    {
        var expected = RawUpstream.Pattern(new UpstreamLimits().HoldBackBytes);
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes(Chunked + "\r\n"), RawUpstream.Chunk(expected), RawUpstream.Bytes("0\r\n\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.True((await response.HoldBackAsync()).TryGetBody(out var held, out _));

        using (held)
        {
            Assert.True(response.IsBodyComplete);
            Assert.Equal(expected, held.Memory.ToArray());
        }
    }

    [Theory]
    [InlineData("length")]
    [InlineData("chunked")]
    [InlineData("gzip")]
    [InlineData("close")]
    public async Task CopyRestToAsync_LargeBody_IsRelayedByteForByte(string framing)
    {
        var expected = RawUpstream.Pattern(3 * Megabyte);
        byte[][] answer = framing switch
        {
            "length" => [RawUpstream.Ok(expected)],
            "chunked" => [RawUpstream.Bytes(Chunked + "\r\n"), RawUpstream.Chunk(expected), RawUpstream.Bytes("0\r\n\r\n")],
            "gzip" => [RawUpstream.Ok(RawUpstream.GZip(expected), "Content-Encoding: gzip\r\n")],
            _ => [RawUpstream.Bytes("HTTP/1.1 200 OK\r\n\r\n"), expected],
        };
        await using var upstream = RawUpstream.Once(answer);
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);
        using var relayed = new MemoryStream();
        var writer = PipeWriter.Create(relayed);

        Assert.True((await response.HoldBackAsync()).TryGetBody(out var held, out _));
        using (held)
        {
            Assert.False(response.IsBodyComplete);
            await writer.WriteAsync(held.Memory, Cancellation);
        }

        Assert.Null(await response.CopyRestToAsync(writer, new UpstreamLimits().MaxStreamedBytes));
        Assert.True(response.IsBodyComplete);
        Assert.Equal(expected, relayed.ToArray());
    }

    [Fact]
    public async Task CopyRestToAsync_Truncated_SaysSo()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n"), new byte[Megabyte]);
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);
        Assert.True((await response.HoldBackAsync()).TryGetBody(out var held, out _));
        Assert.Equal(0, held.Length);

        var failure = await response.CopyRestToAsync(PipeWriter.Create(Stream.Null), new UpstreamLimits().MaxStreamedBytes);

        Assert.Equal(FailureKind.UpstreamMalformed, failure?.Kind);
        Assert.False(response.IsBodyComplete);
    }

    [Fact]
    public async Task CopyRestToAsync_OverTheCap_SaysSoAndRelaysNoMore()
    {
        await using var upstream = RawUpstream.Once(
            RawUpstream.Bytes(Chunked + "\r\n"), RawUpstream.Chunk(new byte[2 * Megabyte]), RawUpstream.Bytes("0\r\n\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);
        using var relayed = new MemoryStream();
        Assert.True((await response.HoldBackAsync()).TryGetBody(out var held, out _));

        var failure = await response.CopyRestToAsync(PipeWriter.Create(relayed), Megabyte);

        Assert.Equal(FailureKind.UpstreamTooLarge, failure?.Kind);
        Assert.InRange(held.Length + relayed.Length, held.Length + 1, Megabyte);
        held.Dispose();
    }

    [Fact]
    public async Task CopyRestToAsync_ReceiverFails_PassesItsExceptionOn()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok(new byte[Megabyte]));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);
        using var closed = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        var writer = PipeWriter.Create(closed);
        await closed.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await response.CopyRestToAsync(writer, Megabyte));
    }

    [Fact]
    public async Task CopyRestToAsync_ReceiverStopsReading_IsCancelled()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok(new byte[Megabyte]));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await response.CopyRestToAsync(pipe.Writer, Megabyte));
    }

    [Fact]
    public async Task HoldBackAsync_AnnouncedOverTheStreamedCap_IsTooLarge()
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 1073741825\r\n\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(FailureKind.UpstreamTooLarge, FailureOf(await response.HoldBackAsync()).Kind);
    }

    [Fact]
    public async Task Dispose_BodyUnread_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync(Chunked + "\r\n");
            try
            {
                while (true)
                {
                    await connection.SendAsync(RawUpstream.Chunk(new byte[64 * 1024]));
                }
            }
            catch (IOException)
            {
                closed.SetResult();
            }
        });
        using var client = NewClient();
        var response = await AnswerAsync(client, upstream.Origin);

        response.Dispose();

        await closed.Task.WaitAsync(Cancellation);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await response.ReadAllAsync(Megabyte));
    }

    [Fact]
    public async Task Header_ResponseAndContentHeaders_AreFoundAsTheyCame()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Ok(
            "x", "Link: <a>; rel=\"next\"\r\nLink: <b>\r\nContent-Type: Application/JSON; Charset=\"utf-8\"\r\nX-Name: Zo\u00ab\r\nETag: not quoted\r\n"));
        using var client = NewClient();
        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Equal(["<a>; rel=\"next\"", "<b>"], response.HeaderValues("link"));
        Assert.Equal("<a>; rel=\"next\", <b>", response.Header("Link"));
        Assert.Equal("not quoted", response.Header("ETag"));
        Assert.Equal("Zo\u00ab", response.Header("X-Name"));
        Assert.Null(response.Header("Absent"));
        Assert.Equal("Application/JSON; Charset=\"utf-8\"", response.ContentType);
        Assert.Equal("application/json", response.MediaType);
        Assert.Equal("utf-8", response.Charset);
    }

    private static byte[] Corrupt(byte[] bytes)
    {
        bytes[^6] ^= 0xff; // in the checksum: the length alone would not show it
        return bytes;
    }
}
