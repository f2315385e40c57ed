using System.Net;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class RedirectTests : TransportTest
{
    private static byte[] Redirect(string location, int status = 302) =>
        RawUpstream.Bytes($"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

    [Theory]
    [InlineData("GET", 301)]
    [InlineData("GET", 303)]
    [InlineData("HEAD", 303)]
    [InlineData("GET", 307)]
    [InlineData("HEAD", 308)]
    public async Task SendAsync_SameOrigin_IsFollowedWithTheSameHeaders(string method, int status)
    {
        await using var upstream = RawUpstream.Answering(head =>
            head.Contains("/first", StringComparison.Ordinal)
                ? Redirect("/a%2Fb/%2e%2e/c?x=%41#part", status)
                : RawUpstream.Bytes("HTTP/1.1 204 Done\r\n\r\n"));
        using var client = NewClient();
        using var request = Request(upstream.Origin + "/first", new HttpMethod(method));
        request.Headers.Add("X-Key", "kept");

        Assert.True((await client.SendAsync(request, Cancellation)).TryGetResponse(out var response, out _));
        using (response)
        {
            Assert.Equal(HttpStatusCode.NoContent, response.Status);
        }

        var second = upstream.Heads.Last();
        Assert.StartsWith($"{method} /a%2Fb/%2e%2e/c?x=%41 HTTP/1.1\r\n", second);
        Assert.Contains("X-Key: kept\r\n", second);
        Assert.Equal(1, upstream.Accepted);
    }

    [Fact]
    public async Task SendAsync_LocationWithRawBytes_IsPercentEncoded()
    {
        await using var upstream = RawUpstream.Answering(head =>
            head.Contains("/first", StringComparison.Ordinal) ? Redirect("/caf\u00c3\u00a9 x") : RawUpstream.Ok("here"));
        using var client = NewClient();

        using var response = await AnswerAsync(client, upstream.Origin + "/first");

        Assert.StartsWith("GET /caf%C3%A9%20x HTTP/1.1\r\n", upstream.Heads.Last());
    }

    [Theory]
    [InlineData("https://other.test/x", "https://other.test:443")]
    [InlineData("//other.test:81/x", "http://other.test:81")]
    [InlineData("http://127.0.0.1:1/x", "http://127.0.0.1:1")]
    [InlineData("http://localhost/", "http://localhost:80")]
    public async Task SendAsync_OtherOrigin_NamesTheHostAndSendsNothing(string location, string named)
    {
        await using var upstream = RawUpstream.Answering(_ => Redirect(location));
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin + "/first?key=s3cret");

        Assert.Equal(FailureKind.UpstreamRedirect, failure.Kind);
        Assert.Equal(302, failure.UpstreamStatus);
        Assert.Equal($"{upstream.Origin} redirects to {named}; only redirects within one origin are followed.", failure.Detail);
        Assert.Single(upstream.Heads);
    }

    [Theory]
    [InlineData("mailto:someone@other.test")]
    [InlineData("http://:0/x")]
    [InlineData("file:///etc/passwd")]
    public async Task SendAsync_LocationIsNoHttpUri_Fails(string location)
    {
        await using var upstream = RawUpstream.Answering(_ => Redirect(location));
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin);

        Assert.Equal(FailureKind.UpstreamRedirect, failure.Kind);
        Assert.Equal($"{upstream.Origin} redirects to something that is not an HTTP URI.", failure.Detail);
    }

    [Fact]
    public async Task SendAsync_Loop_EndsAfterTheLimit()
    {
        await using var upstream = RawUpstream.Answering(_ => Redirect("/again"));
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin + "/again");

        Assert.Equal(FailureKind.UpstreamRedirect, failure.Kind);
        Assert.Equal($"{upstream.Origin} redirects more than 5 times.", failure.Detail);
        Assert.Equal(6, upstream.Heads.Count);
    }

    [Theory]
    [InlineData("POST", 303)]
    [InlineData("PUT", 307)]
    [InlineData("DELETE", 308)]
    public async Task SendAsync_UnsafeMethod_IsNotRepeated(string method, int status)
    {
        await using var upstream = RawUpstream.Answering(_ => Redirect("/elsewhere", status));
        using var client = NewClient();

        var failure = await FailureAsync(client, upstream.Origin, new HttpMethod(method));

        Assert.Equal(FailureKind.UpstreamRedirect, failure.Kind);
        Assert.Equal($"{upstream.Origin} redirects a {method} request; only GET and HEAD follow redirects.", failure.Detail);
        Assert.Single(upstream.Heads);
    }

    [Theory]
    [InlineData("HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n", 304)]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", 302)]
    [InlineData("HTTP/1.1 305 Use Proxy\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 305)]
    [InlineData("HTTP/1.1 201 Created\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 201)]
    public async Task SendAsync_NotARedirect_IsTheAnswer(string head, int status)
    {
        await using var upstream = RawUpstream.Answering(_ => RawUpstream.Bytes(head));
        using var client = NewClient();

        using var response = await AnswerAsync(client, upstream.Origin);

        Assert.Equal(status, (int)response.Status);
        Assert.True(response.IsBodyComplete);
    }
}
