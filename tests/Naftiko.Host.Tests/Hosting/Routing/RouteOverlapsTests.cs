using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Tests.Hosting.Routing;

public class RouteOverlapsTests
{
    private static readonly string[] Texts = ["a", "b", "ab", "ba", "a.b", "aab"];
    private static readonly string[] Segments = ["a", "b", "a.b", "{x}", "a{x}", "{x}b", "{x}.{y}", "a{x}b"];
    private static readonly string[] Queries = ["", "?k=1", "?k=2", "?k", "?m=1"];
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "*"];

    /// <summary>Every path of up to three of the texts, with every combination of the keys: whatever two of the patterns share shows here.</summary>
    private static readonly string[] Targets =
    [
        .. from path in Paths()
           from query in new[] { "", "k=1", "k=2", "m=1", "k=1&m=1", "k=2&m=1" }
           select $"{path}?{query}",
    ];

    [Fact]
    public void FindWithin_RandomPairs_ExactlyThoseThatShareARequest()
    {
        var random = new Random(20260729);
        var overlapping = 0;
        for (var i = 0; i < 400; i++)
        {
            var (one, other) = (RandomRoute(random), RandomRoute(random));
            var expected = SharesARequest(one, other);
            overlapping += expected ? 1 : 0;
            Assert.True(expected == Overlaps([one], [other]), $"{one} and {other}: {expected}");
        }

        Assert.InRange(overlapping, 40, 360);
    }

    [Fact]
    public void FindWithin_OneOwner_Nothing() => Assert.False(Overlaps(["GET /a/{x}", "GET /a/b", "GET /{y}/b"], []));

    [Theory]
    [InlineData("GET /v1/{x}/members", "GET /v1/groups/{y}", true)]
    [InlineData("GET /v1/{+x}", "GET /v1/a/b/c", true)]
    [InlineData("GET /v1/{+x}", "GET /v1", false)]
    [InlineData("GET /v1/{+x}", "GET /v1/a/{+y}", true)]
    [InlineData("GET /v1/{x}:run", "GET /v1/{x}:stop", false)]
    [InlineData("GET /v1/{x}:run", "GET /v1/{y}", true)]
    [InlineData("GET /v1/a", "POST /v1/a", false)]
    [InlineData("GET /v1?a=1", "GET /v1?a=2", false)]
    public void FindWithin_Examples(string one, string other, bool expected) => Assert.Equal(expected, Overlaps([one], [other]));

    private static IEnumerable<string> Paths()
    {
        var paths = new List<string> { "" };
        for (var depth = 0; depth < 3; depth++)
        {
            paths = [.. paths.SelectMany(path => Texts, (path, text) => $"{path}/{text}")];
            foreach (var path in paths)
            {
                yield return path;
            }
        }
    }

    private static string RandomRoute(Random random)
    {
        var segments = Enumerable.Range(0, random.Next(1, 3))
            .Select(i => Segments[random.Next(Segments.Length)].Replace("}", $"{i}}}", StringComparison.Ordinal)).ToList();
        if (random.Next(5) == 0)
        {
            segments.Add("{+rest}");
        }

        return $"{Methods[random.Next(Methods.Length)]} /{string.Join('/', segments)}{Queries[random.Next(Queries.Length)]}";
    }

    private static bool SharesARequest(string one, string other)
    {
        var (a, b) = (Mounted("a", [one]).Tree, Mounted("b", [other]).Tree);
        return Targets.Any(target => new[] { "GET", "HEAD", "POST", "PUT" }.Any(method => Matches(a, method, target) && Matches(b, method, target)));
    }

    private static bool Matches(RouteTree tree, string method, string rawTarget) =>
        RequestTarget.TryParse(rawTarget, out var target) && tree.Match(method, target, 0, TestSurfaces.Local).Entry is not null;

    private static bool Overlaps(string[] one, string[] other)
    {
        var (a, b) = (Mounted("a", one), Mounted("b", other));
        var entries = a.Routes.Select(route => new RouteEntry(a, route)).Concat(b.Routes.Select(route => new RouteEntry(b, route))).ToList();
        var overlaps = new RouteOverlaps();
        overlaps.FindWithin(new RouteTree(entries).Root);
        return entries.Exists(overlaps.Contains);
    }

    private static MountedSurface Mounted(string name, string[] routes)
    {
        var surface = TestSurfaces.Rest(name, routes);
        return new MountedSurface(surface, surface.Routes, AddressScope.Localhost, "/" + name, null);
    }
}
