using Naftiko.Host.Hosting;

namespace Naftiko.Host.Tests.Hosting;

public class BareRoutesTests
{
    [Theory]
    // Overlaps with another surface's bare route
    [InlineData("GET /v1/a", "GET /v1/a", "404")]
    [InlineData("GET /v1/a", "POST /v1/a", "one: GET /v1/a []")]
    [InlineData("GET /v1/a", "HEAD /v1/a", "404")]
    [InlineData("GET /v1/a", "GET /v1/{x}", "404")]
    [InlineData("GET /v1/a", "GET /v1/{x}/b", "one: GET /v1/a []")]
    [InlineData("GET /v1/a", "GET /v1/{+x}", "404")]
    [InlineData("GET /v1/a", "* /v1/{+x}", "404")]
    [InlineData("GET /v1/a", "GET /v1/a?Action=Run", "404")]
    [InlineData("GET /v1/a?Action=Stop", "GET /v1/a?Action=Run", "one: GET /v1/a?Action=Stop []")]
    // A route that begins with a placeholder is not bare and takes nothing away
    [InlineData("GET /v1/a", "GET /{x}/{y}", "one: GET /v1/a []")]
    // Overlaps with what another surface answers below its mount
    [InlineData("GET /two/{x}", "GET /list", "404")]
    [InlineData("GET /two/{x}", "GET /{y}", "two: GET /{y} [a]")]
    [InlineData("GET /two/{x}", "GET /list/all", "one: GET /two/{x} [a]")]
    [InlineData("GET /two/{+x}", "GET /list/all", "404")]
    [InlineData("GET /two/{x}", "POST /list", "one: GET /two/{x} [a]")]
    public async Task Resolve_TwoSurfaces_BareOnlyWhereNobodyElseAnswers(string one, string two, string expected)
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("one", one), TestSurfaces.Rest("two", two));
        Assert.Equal(expected, await port.Ask(one.Replace("{x}", "a", StringComparison.Ordinal).Replace("{+x}", "a", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mcp")]
    [InlineData("/openapi.json")]
    [InlineData("/config/reload")]
    [InlineData("/config/validate")]
    [InlineData("/logs/stream")]
    [InlineData("/scripting")]
    [InlineData("/.well-known/x")]
    [InlineData("/status")]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    [InlineData("/traces/1")]
    [InlineData("/{x}")]
    public async Task Resolve_ReservedOrPlaceholderFirst_OnlyUnderTheMount(string path)
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("ns", "DELETE " + path));
        Assert.NotEqual("ns", (await port.Ask("DELETE " + path)).Split(':')[0]);
        Assert.StartsWith("ns: DELETE", await port.Ask("DELETE /ns" + path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mcp/tools")]
    [InlineData("/health")]
    [InlineData("/status/{id}")]
    public async Task Resolve_BesideReserved_Bare(string path) =>
        Assert.StartsWith("ns: DELETE", await TestSurfaces.Port(TestSurfaces.Rest("ns", "DELETE " + path)).Ask("DELETE " + path), StringComparison.Ordinal);

    [Fact]
    public async Task Resolve_ControlSurface_KeepsItsRoutesBare()
    {
        var port = TestSurfaces.Port(
            TestSurfaces.Rest("control", "GET /status", "GET /config").With(kind: SurfaceKind.Control), TestSurfaces.Rest("other", "GET /config", "GET /status", "GET /{x}"));
        Assert.Equal("control: GET /status []", await port.Ask("GET /status"));
        Assert.Equal("control: GET /config []", await port.Ask("GET /config"));
    }

    [Fact]
    public async Task Resolve_OneSurfaceWithOverlaps_AllBareAndFirstWins()
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("ns", "GET /v1/{x}", "GET /v1/{y}", "GET /v1/a"));
        Assert.Equal("ns: GET /v1/{x} [b]", await port.Ask("GET /v1/b"));
        Assert.Equal("ns: GET /v1/a []", await port.Ask("GET /v1/a"));
        Assert.Equal(3, port.BareRouteCount);
    }
}
