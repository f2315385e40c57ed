using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Tests.Hosting.Routing;

public class PathPatternTests
{
    [Theory]
    // Literals
    [InlineData("/v1/groups", "/v1/groups", "")]
    [InlineData("/v1/groups", "/v1/groups/", "")]
    [InlineData("/v1/groups/", "/v1/groups", "")]
    [InlineData("//v1///groups", "/v1/groups", "")]
    [InlineData("v1/groups", "/v1/groups", "")]
    [InlineData("/", "/", "")]
    [InlineData("/a b", "/a%20b", "")]
    [InlineData("/a%20b", "/a%20b", "")]
    [InlineData("/grüße", "/gr%C3%BC%c3%9fe", "")]
    [InlineData("/a~b", "/a%7Eb", "")]
    [InlineData("/100%", "/100%", "")]
    [InlineData("/{Bucket}#cors", "/x", "x")]
    // Placeholders
    [InlineData("/v1/{id}", "/v1/42", "42")]
    [InlineData("/v1/{{id}}", "/v1/42", "42")]
    [InlineData("/v1/{id}/x/{no}", "/v1/a%2Fb/x/%2e%2e", "a%2Fb|%2e%2e")]
    [InlineData("/v1/{id}/x/{id}", "/v1/7/x/7", "7")]
    [InlineData("/{}", "/%7B%7D", "")]
    // Text around placeholders
    [InlineData("/files/{name}.json", "/files/a.b.json", "a.b")]
    [InlineData("/{name}.{ext}", "/a.tar.gz", "a.tar|gz")]
    [InlineData("/{a}-{b}-{c}", "/1-2-3-4", "1-2|3|4")]
    [InlineData("/{property}:runReport", "/12:runReport", "12")]
    [InlineData("/v{major}", "/v2", "2")]
    [InlineData("/{a}{b}", "/xyz", "xy|z")]
    [InlineData("/{name}.json", "/a%2Eb%2Ejson", "a%2Eb")]
    [InlineData("/{a}ü{b}", "/%C3%BCx%C3%BC%zz", "%C3%BCx|%zz")]
    // The rest
    [InlineData("/files/{+rest}", "/files/a", "a")]
    [InlineData("/files/{+rest}", "/files/a/b%2Fc/d", "a/b%2Fc/d")]
    [InlineData("/files/{{+rest}}", "/files/a/b", "a/b")]
    [InlineData("/files/{path}", "/files/a/b", "a/b")]
    [InlineData("/files/{filepath}", "/files/a/b", "a/b")]
    [InlineData("/files/{file_path}", "/files/a/b", "a/b")]
    [InlineData("/files/{wildcard}", "/files/a/b", "a/b")]
    [InlineData("/files/{+rest}", "/files/a/b/", "a/b/")]
    [InlineData("/{id}/files/{path}", "/1/files/a/b", "1|a/b")]
    // Conditions
    [InlineData("/v1/?Action=Run", "/v1?Action=Run&x=1", "")]
    [InlineData("/v1/?Action=Run", "/v1/?x=1&Action=Run", "")]
    [InlineData("/v1/?Action=A b", "/v1?Action=A+b", "")]
    [InlineData("/v1/?Action=A+b", "/v1?%41ction=A%20b", "")]
    [InlineData("/?PutTargets", "/?PutTargets", "")]
    [InlineData("/?PutTargets", "/?PutTargets=1", "")]
    [InlineData("/x?id={id}", "/x", "")]
    public void Match_FittingRequest_TakesRawPlaceholders(string pattern, string target, string values) => Assert.Equal(values, Match(pattern, target));

    [Theory]
    [InlineData("/v1/groups", "/V1/groups")]
    [InlineData("/v1/groups", "/v1/groups//")]
    [InlineData("/v1/groups", "/v1//groups")]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/v1/{id}", "/v1")]
    [InlineData("/v1/{id}", "/v1/")]
    [InlineData("/v1/{id}", "/v1/a/b")]
    [InlineData("/v1/{id}/x/{id}", "/v1/7/x/8")]
    [InlineData("/files/{name}.json", "/files/.json")]
    [InlineData("/files/{name}.json", "/files/a.JSON")]
    [InlineData("/{a}-{b}", "/-b")]
    [InlineData("/{a}-{b}", "/a-")]
    [InlineData("/{a}{b}", "/x")]
    [InlineData("/files/{+rest}", "/files")]
    [InlineData("/files/{+rest}", "/files/")]
    [InlineData("/{path}/meta", "/a/b/meta")]
    [InlineData("/v1/?Action=Run", "/v1")]
    [InlineData("/v1/?Action=Run", "/v1?Action=run")]
    [InlineData("/v1/?Action=Run", "/v1?Action=Stop&Action=Run")]
    [InlineData("/v1/?Action=Run", "/v1?Action")]
    [InlineData("/?PutTargets", "/?DeleteTargets")]
    public void Match_OtherRequest_Refuses(string pattern, string target) => Assert.Null(Match(pattern, target));

    [Fact]
    public void Names_Repeats_NamedOnce() => Assert.Equal(["id", "a", "b"], PathPattern.Parse("/{id}/{{ a }}-{b}/{id}/x").Names);

    [Fact]
    public void Text_AnyPath_AsWritten() => Assert.Equal("//a/{b}?c#d", PathPattern.Parse("//a/{b}?c#d").Text);

    [Theory]
    [InlineData("/a/b?c=/d", "/a/b", "c=/d")]
    [InlineData("http://host/a/../b?c", "/a/../b", "c")]
    [InlineData("http://host:80", "/", "")]
    [InlineData("HTTP://host?c", "/", "c")]
    public void RequestTarget_OriginOrAbsoluteForm_RawPathAndQuery(string raw, string path, string query)
    {
        Assert.True(RequestTarget.TryParse(raw, out var target));
        Assert.Equal((path, query), (target.Path.ToString(), target.Query.ToString()));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("host:443")]
    public void RequestTarget_OtherForm_Refused(string raw) => Assert.False(RequestTarget.TryParse(raw, out _));

    private static string? Match(string pattern, string rawTarget)
    {
        var surface = TestSurfaces.Rest("ns", "GET " + pattern);
        var tree = new MountedSurface(surface, surface.Routes, Naftiko.Host.Hosting.Listening.AddressScope.Localhost, "/ns", null).Tree;
        Assert.True(RequestTarget.TryParse(rawTarget, out var target));
        var match = tree.Match("GET", target, 0, TestSurfaces.Local);
        return match.Entry is null ? null : string.Join('|', match.Placeholders);
    }
}
