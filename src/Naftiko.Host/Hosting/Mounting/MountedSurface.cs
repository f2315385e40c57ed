using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Routing;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>A surface at its place on a port. Immutable.</summary>
internal sealed class MountedSurface
{
    private static readonly PathPattern OpenApiPath = PathPattern.Parse("/openapi.json");

    /// <param name="surface">The surface.</param>
    /// <param name="routes">Its routes that can be served.</param>
    /// <param name="scope">The addresses it answers on.</param>
    /// <param name="fullMount">Its full mount.</param>
    /// <param name="shortMount">Its short mount, where it has one.</param>
    /// <param name="diagnostics">What was found wrong so far, if anything; told of each route that an earlier one hides.</param>
    public MountedSurface(Surface surface, IReadOnlyList<Route> routes, AddressScope scope, string fullMount, string? shortMount, DiagnosticBag? diagnostics = null)
    {
        Surface = surface;
        Routes = routes;
        Scope = scope;
        FullMount = fullMount;
        ShortMount = shortMount;
        Mcp = Handler(surface.Mcp);
        diagnostics ??= [];
        Tree = new RouteTree(this, [.. routes, .. OpenApiRoutes()], Report);
        Diagnostics = [.. diagnostics];
        BareCandidates = routes.Where(IsBareCandidate)
            .GroupBy(route => ((LiteralSegment)route.Path.Segments[0]).Text, StringComparer.Ordinal)
            .ToDictionary(area => area.Key, area => area.ToArray(), StringComparer.Ordinal);
        FirstOfMounts = [.. new[] { fullMount, shortMount }.OfType<string>().Select(FirstOf).Distinct(StringComparer.Ordinal)];

        void Report(Route route) => diagnostics.Add(
            HostDiagnostics.DuplicateRoute, route.Span ?? surface.Span, $"an earlier route of '{surface.Namespace}' answers {route.Method} {route.Path.Text}");
    }

    public Surface Surface { get; }

    /// <summary>What is wrong with its address and its routes.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The routes of the file, in its order.</summary>
    public IReadOnlyList<Route> Routes { get; }

    public AddressScope Scope { get; }

    /// <summary><c>/folder/namespace</c>, decoded: always there.</summary>
    public string FullMount { get; }

    /// <summary><c>/namespace</c>, when no other surface of the port has this namespace and the full mount is longer.</summary>
    public string? ShortMount { get; }

    /// <summary>The path of its URLs: the full mount, percent-encoded; of an MCP surface that of its server.</summary>
    public string UrlPath => Escape(FullMount) + (Mcp is null ? "" : "/mcp");

    /// <summary>What answers at <c>mcp</c> below each mount.</summary>
    public RouteHandler? Mcp { get; }

    /// <summary>The routes below each mount.</summary>
    public RouteTree Tree { get; }

    /// <summary>The routes that could also answer without a mount, by their first segment.</summary>
    public IReadOnlyDictionary<string, Route[]> BareCandidates { get; }

    /// <summary>The first segments of its mounts.</summary>
    public IReadOnlyList<string> FirstOfMounts { get; }

    /// <summary>A mount as it stands in URLs: percent-encoded.</summary>
    public static string Escape(string mount) => string.Join('/', mount.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A handler for a delegate that needs no placeholders.</summary>
    public static RouteHandler? Handler(RequestDelegate? answer) => answer is null ? null : (context, _) => answer(context);

    private bool IsBareCandidate(Route route) =>
        route.Path.BeginsWithLiteral && (Surface.Kind is SurfaceKind.Control || !ReservedPaths.Contains(route.Path));

    private static string FirstOf(string mount) => mount[1..RequestTarget.EndOfSegment(mount, 0)];

    /// <summary>A file's own <c>/openapi.json</c> wins, as the first of equal routes; over a placeholder the literal wins.</summary>
    private Route[] OpenApiRoutes()
    {
        var isOwn = Routes.Any(route =>
            route.Method is "GET" or Route.AnyMethod && route.Path is { Query: [], Segments: [LiteralSegment { Text: "openapi.json" }] });
        return Handler(Surface.OpenApi) is { } handler && !isOwn ? [new Route("GET", OpenApiPath, handler)] : [];
    }
}
