using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class UpstreamUriTests
{
    [Theory]
    [InlineData("http://host", "/")]
    [InlineData("http://host?x=1", "/?x=1")]
    [InlineData("http://host#part", "/")]
    [InlineData("https://host/a/../b?c=/../d#part", "/a/../b?c=/../d")]
    [InlineData("http://host/a%2Fb/%2e%2e/c?x=%41", "/a%2Fb/%2e%2e/c?x=%41")]
    [InlineData("http://host/a\\b", "/a\\b")]
    public void TryCreate_HttpUri_KeepsPathAndQuery(string absolute, string pathAndQuery)
    {
        Assert.True(UpstreamUri.TryCreate(absolute, out var uri));
        Assert.Equal(pathAndQuery, uri.PathAndQuery);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/path")]
    [InlineData("host/path")]
    [InlineData("http:host")]
    [InlineData("http:///path")]
    [InlineData("ftp://host/")]
    [InlineData("http://host:99999/")]
    [InlineData("http://good\\@evil/")]
    [InlineData("http://host/a b")]
    [InlineData("http://host/a\r\nX-Injected: 1")]
    [InlineData("http://host/\u0000")]
    [InlineData("http://host/?q=é")]
    public void TryCreate_NotSendable_IsRefused(string absolute) => Assert.False(UpstreamUri.TryCreate(absolute, out _));

    // RFC 3986 section 5.4, with http in place of its example's host; fragments are never sent.
    [Theory]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g/")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q")]
    [InlineData("g?y#s", "http://a/b/c/g?y")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../..", "http://a/")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/./g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("http://other/x/../%2e%2e/%41", "http://other/%2e%2e/%41")]
    [InlineData("HTTPS://other", "https://other/")]
    public void TryResolve_Reference_FollowsRfc3986(string reference, string expected)
    {
        Assert.True(UpstreamUri.TryCreate("http://a/b/c/d;p?q", out var baseUri));

        Assert.True(UpstreamUri.TryResolve(baseUri, reference, out var uri));

        Assert.Equal(expected, uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("g:h")]
    [InlineData("http:g")]
    [InlineData("//")]
    public void TryResolve_NotHttp_IsRefused(string reference)
    {
        Assert.True(UpstreamUri.TryCreate("http://a/b", out var baseUri));
        Assert.False(UpstreamUri.TryResolve(baseUri, reference, out _));
    }
}
