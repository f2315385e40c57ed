using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Tests.Hosting.Routing;

public class RouteTreeTests
{
    private static readonly string[] Routes =
    [
        "GET /v1/{+rest}",
        "GET /v1/{id}",
        "GET /v1/{name}.json",
        "GET /v1/{name}.meta.json",
        "GET /v1/groups",
        "GET /v1/groups/{id}/members",
        "GET /v1/{kind}/special/one",
        "POST /v1/groups",
        "PUT /v1/{id}",
        "GET /q",
        "GET /q?a=1",
        "GET /q?a=1&b=2",
        "POST /q?only=post",
        "HEAD /h",
        "GET /h",
        "* /any",
        "GET /any",
        "* /forward/{+path}",
    ];

    [Theory]
    [InlineData("GET /v1/groups", "GET /v1/groups")]
    [InlineData("GET /v1/x", "GET /v1/{id} x")]
    [InlineData("GET /v1/x.json", "GET /v1/{name}.json x")]
    [InlineData("GET /v1/x.meta.json", "GET /v1/{name}.meta.json x")]
    [InlineData("GET /v1/x/y/z", "GET /v1/{+rest} x/y/z")]
    [InlineData("GET /v1/groups/7/members", "GET /v1/groups/{id}/members 7")]
    [InlineData("GET /v1/groups/special/one", "GET /v1/{kind}/special/one groups")]
    [InlineData("GET /v1/groups/7/other", "GET /v1/{+rest} groups/7/other")]
    [InlineData("PUT /v1/groups", "PUT /v1/{id} groups")]
    [InlineData("HEAD /v1/groups", "GET /v1/groups")]
    [InlineData("GET /q", "GET /q")]
    [InlineData("GET /q?a=1", "GET /q?a=1")]
    [InlineData("GET /q?b=2&a=1", "GET /q?a=1&b=2")]
    [InlineData("GET /q?a=2&b=2", "GET /q")]
    [InlineData("HEAD /h", "HEAD /h")]
    [InlineData("GET /any", "GET /any")]
    [InlineData("HEAD /any", "GET /any")]
    [InlineData("PROPFIND /any", "* /any")]
    [InlineData("DELETE /forward/a/b", "* /forward/{+path} a/b")]
    [InlineData("DELETE /v1/groups", "405 GET,POST,PUT")]
    [InlineData("DELETE /v1/x/y", "405 GET")]
    [InlineData("POST /q", "405 GET")]
    [InlineData("PUT /q?only=post", "405 GET,POST")]
    [InlineData("GET /v2", "404")]
    [InlineData("GET /", "404")]
    public void Match_ManyRoutes_BestOneWhateverTheOrder(string request, string expected)
    {
        Assert.Equal(expected, Match(Routes, request));
        Assert.Equal(expected, Match([.. Routes.Reverse()], request));
    }

    [Fact]
    public void Match_EqualRoutes_FirstWinsAndOthersAreReported()
    {
        var surface = TestSurfaces.Rest("ns", "GET /a/{x}", "GET /a/{y}", "POST /a/{x}", "GET /a/{x}?k=1", "GET /a/{z}?k=2", "GET /a/{z}");
        var mounted = new MountedSurface(surface, surface.Routes, AddressScope.Localhost, "/ns", null);
        var tree = mounted.Tree;

        Assert.Equal(
            ["an earlier route of 'ns' answers GET /a/{y}", "an earlier route of 'ns' answers GET /a/{z}"],
            mounted.Diagnostics.Select(d => d.Message).Order(StringComparer.Ordinal));
        Assert.Equal("GET /a/{x} 1", Match(tree, "GET /a/1"));
    }

    [Fact]
    public void Match_ManyLiteralsAtOnePlace_EachIsFound()
    {
        var routes = Enumerable.Range(0, 100).Select(i => $"GET /v1/item{i}/x").ToArray();
        foreach (var i in Enumerable.Range(0, 100))
        {
            Assert.Equal($"GET /v1/item{i}/x", Match(routes, $"GET /v1/it%65m{i}/x"));
        }
    }

    [Fact]
    public void Match_ManyMixedAtOnePlace_MostParticularIsFound()
    {
        var routes = Enumerable.Range(0, 100).Select(i => $"GET /v1/{{name}}:{new string('v', i + 1)}").ToArray();
        foreach (var i in Enumerable.Range(0, 100))
        {
            var verb = new string('v', i + 1);
            Assert.Equal($"GET /v1/{{name}}:{verb} a:b", Match(routes, $"GET /v1/a:b:{verb}"));
        }

        Assert.Equal("GET /v1/{a}.tar.{b} x|gz", Match(["GET /v1/{a}.{b}", "GET /v1/{a}.tar.{b}"], "GET /v1/x.tar.gz"));
    }

    private static string Match(string[] routes, string request)
    {
        var surface = TestSurfaces.Rest("ns", routes);
        return Match(new MountedSurface(surface, surface.Routes, AddressScope.Localhost, "/ns", null).Tree, request);
    }

    private static string Match(RouteTree tree, string request)
    {
        var parts = request.Split(' ', 2);
        Assert.True(RequestTarget.TryParse(parts[1], out var target));
        var match = tree.Match(parts[0], target, 0, TestSurfaces.Local);
        return match switch
        {
            { Entry: { } entry } => $"{entry.Route.Method} {entry.Route.Path.Text} {string.Join('|', match.Placeholders)}".TrimEnd(),
            { Allowed: { } allowed } => $"405 {string.Join(',', allowed.Order())}",
            _ => "404",
        };
    }
}
