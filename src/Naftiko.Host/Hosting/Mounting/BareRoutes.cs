using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>
/// Chooses the routes of a port that also answer without a mount: those that begin with a literal, are not reserved, and share no request with another
/// surface's route, be that bare or below a mount. A control surface keeps all of its routes.
/// </summary>
internal static class BareRoutes
{
    public static List<RouteEntry> Of(IReadOnlyList<MountedSurface> surfaces, MountNode mounts)
    {
        var candidates = surfaces.SelectMany(surface => surface.Routes.Where(IsCandidate(surface)), (surface, route) => new RouteEntry(surface, route)).ToList();
        var tree = new RouteTree(candidates);
        var overlaps = new RouteOverlaps();
        overlaps.FindWithin(tree.Root);
        mounts.FindOverlaps(tree.Root, overlaps);

        // Entries hang in the chains of the tree above: the routes that stay get entries of their own, later ones first, so that each place keeps the
        // file's order.
        return
        [
            .. candidates.AsEnumerable().Reverse()
                .Where(entry => entry.Owner.Surface.Kind is SurfaceKind.Control || !overlaps.Contains(entry))
                .Select(entry => new RouteEntry(entry.Owner, entry.Route)),
        ];
    }

    private static Func<Route, bool> IsCandidate(MountedSurface surface) => route =>
        route.Path.BeginsWithLiteral && (surface.Surface.Kind is SurfaceKind.Control || !ReservedPaths.Contains(route.Path));
}
