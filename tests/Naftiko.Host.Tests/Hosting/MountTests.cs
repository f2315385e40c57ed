using Naftiko.Host.Hosting;

namespace Naftiko.Host.Tests.Hosting;

public class MountTests
{
    [Theory]
    [InlineData("GET /team/a/pets/list", "pets: GET /list []")]
    [InlineData("GET /team%2Fa/pets/list", "404")]
    [InlineData("GET /te%61m/a/pets/list", "pets: GET /list []")]
    [InlineData("GET /pets/list", "pets: GET /list []")]
    [InlineData("GET /list", "pets: GET /list []")]
    [InlineData("GET /pets", "404")]
    [InlineData("GET /pets/openapi.json", "pets: document")]
    [InlineData("POST /pets/openapi.json", "405 GET")]
    [InlineData("GET /openapi.json", "404")]
    public async Task Resolve_OneSurface_FullShortAndBare(string request, string expected)
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("team/a/pets", "GET /list").With(openApi: "document"));
        Assert.Equal(expected, await port.Ask(request));
    }

    [Fact]
    public async Task Resolve_SameNamespaceInTwoFolders_NoShortMount()
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("a/ns", "GET /one"), TestSurfaces.Rest("b/ns", "GET /two"));
        Assert.Equal("404", await port.Ask("GET /ns/one"));
        Assert.Equal("ns: GET /one []", await port.Ask("GET /a/ns/one"));
        Assert.Equal("ns: GET /two []", await port.Ask("GET /b/ns/two"));
    }

    [Fact]
    public async Task Build_EqualMounts_FirstInPathOrderKeepsIt()
    {
        var snapshot = SnapshotBuilder.Build(
            [TestSurfaces.Rest("a/ns", "GET /late").With(file: "a/z.yaml"), TestSurfaces.Rest("a/ns", "GET /early").With(file: "a/b.yaml")], new HostingOptions());
        var port = snapshot.Ports[8080];
        Assert.Equal("ns: GET /early []", await port.Ask("GET /a/ns/early"));
        Assert.Equal("404", await port.Ask("GET /a/ns/late"));
        Assert.Equal("ns: GET /late []", await port.Ask("GET /a/ns~2/late"));
        var diagnostic = Assert.Single(snapshot.Diagnostics);
        Assert.Equal(("NFK6003", "a/z.yaml"), (diagnostic.Id, diagnostic.Span.File));
        Assert.Contains("/a/ns~2", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_MountInsideMount_LongestWinsAndLeavesTheRest()
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("a", "GET /b/x", "GET /b/only", "POST /b/x"), TestSurfaces.Rest("a/b", "GET /x"));
        Assert.Equal("b: GET /x []", await port.Ask("GET /a/b/x"));
        Assert.Equal("a: GET /b/only []", await port.Ask("GET /a/b/only"));
        Assert.Equal("a: POST /b/x []", await port.Ask("POST /a/b/x"));
        Assert.Equal("405 GET,POST", await port.Ask("PUT /a/b/x"));
    }

    [Theory]
    [InlineData("POST /tools/mcp", "tools: server")]
    [InlineData("GET /tools/mcp/", "tools: server")]
    [InlineData("GET /mcp", ": port")]
    [InlineData("POST /", ": port")]
    [InlineData("PUT /", "405 GET,POST")]
    public async Task Resolve_Mcp_BelowMountsAndForThePort(string request, string expected)
    {
        var tools = TestSurfaces.Rest("tools", "POST /mcp").With(kind: SurfaceKind.Mcp, mcp: "server");
        var snapshot = SnapshotBuilder.Build([tools], new HostingOptions(), (port, servers) => context =>
        {
            Assert.Equal((8080, "/tools"), (port, Assert.Single(servers).FullMount));
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "port");
        });
        Assert.Equal(expected, await snapshot.Ports[8080].Ask(request));
    }

    [Theory]
    [InlineData("GET /openapi.json", "ns: GET /openapi.json []")]
    [InlineData("* /openapi.json", "ns: * /openapi.json []")]
    [InlineData("GET /{id}", "ns: document")]
    [InlineData("GET /{+path}", "ns: document")]
    public async Task Resolve_OpenApi_OwnLiteralRouteBeatsItPlaceholdersDoNot(string route, string expected) =>
        Assert.Equal(expected, await TestSurfaces.Port(TestSurfaces.Rest("ns", route).With(openApi: "document")).Ask("GET /ns/openapi.json"));

    [Fact]
    public async Task Resolve_RootForGet_ListsSurfacesWithEscapedLinks()
    {
        var port = TestSurfaces.Port(TestSurfaces.Rest("my team/pets", "GET /list").With(openApi: "x"), TestSurfaces.Rest("tools").With(kind: SurfaceKind.Mcp, mcp: "x"));
        Assert.Equal(
            """: {"surfaces":[{"namespace":"pets","type":"rest","links":{"mount":"/my%20team/pets","short":"/pets","openapi":"/my%20team/pets/openapi.json"}},"""
            + """{"namespace":"tools","type":"mcp","links":{"mount":"/tools","mcp":"/tools/mcp"}}]}""",
            await port.Ask("GET /"));
    }

    [Fact]
    public void Build_DuplicateTouchingAndLongPaths_Reported()
    {
        var surface = TestSurfaces.Rest("ns", "GET /a", "GET /a/", "GET /{x}{y}", "GET /" + new string('a', 3000));
        Assert.Equal(["NFK6007", "NFK6008", "NFK6009"], SnapshotBuilder.Build([surface], new HostingOptions()).Diagnostics.Select(d => d.Id).Order());
    }
}
