using System.Text;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class ErrorBodiesTests : TransportTest
{
    [Fact]
    public async Task ReadAsync_SmallBody_IsWhole()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 16\r\n\r\n{\"error\":\"none\"}"));
        Assert.Equal("{\"error\":\"none\"}", await ReadAsync(upstream));
    }

    [Fact]
    public async Task ReadAsync_EndlessBody_IsCutOff()
    {
        await using var upstream = new RawUpstream(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.SendAsync("HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await connection.SendAsync(RawUpstream.Chunk(new byte[10_000]));
            }
        });
        Assert.Equal(65_536, (await ReadAsync(upstream)).Length);
    }

    [Fact]
    public async Task ReadAsync_BodyStalls_GivesWhatCame()
    {
        await using var upstream = RawUpstream.Hanging(RawUpstream.Bytes("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nlater"));
        Assert.Equal("later", await ReadAsync(upstream, new UpstreamLimits { TotalTimeout = TimeSpan.FromMilliseconds(400) }));
    }

    [Fact]
    public async Task ReadAsync_BodyBreaks_GivesWhatCame()
    {
        await using var upstream = RawUpstream.Once(RawUpstream.Bytes("HTTP/1.1 502 Bad\r\nContent-Length: 100\r\n\r\nhalf"));
        Assert.Equal("half", await ReadAsync(upstream));
    }

    private static async Task<string> ReadAsync(RawUpstream upstream, UpstreamLimits? limits = null)
    {
        using var client = NewClient(limits);
        using var response = await AnswerAsync(client, upstream.Origin);
        return Encoding.UTF8.GetString((await ErrorBodies.ReadAsync(response)).Span);
    }
}
