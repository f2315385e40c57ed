using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Routing;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting.Mounting;

/// <summary>Puts the surfaces of a port at their mounts. What stood at the same place before, with what was said about it, is taken as it is.</summary>
internal sealed class SurfaceMounter
{
    /// <summary>The longest path of a route. It bounds the depth of the trees; a request line has little more.</summary>
    private const int MaxPathLength = 2048;

    private readonly HostingOptions _options;

    /// <summary>By surface; a surface is what it is, whatever it looks like.</summary>
    private readonly Dictionary<object, MountedSurface> _former = new(ReferenceEqualityComparer.Instance);

    /// <param name="options">The operator's decisions, the same as for the former table.</param>
    /// <param name="former">What the port had before; null: nothing.</param>
    public SurfaceMounter(HostingOptions options, PortTable? former)
    {
        _options = options;
        foreach (var mounted in former?.Surfaces ?? [])
        {
            _former.Add(mounted.Surface, mounted);
        }
    }

    public MountedSurface Mount(Surface surface, string fullMount, string? shortMount) =>
        _former.TryGetValue(surface, out var same) && same.FullMount == fullMount && same.ShortMount == shortMount ? same : MountAnew(surface, fullMount, shortMount);

    private MountedSurface MountAnew(Surface surface, string fullMount, string? shortMount)
    {
        var diagnostics = new DiagnosticBag();
        var scope = new ScopeRules(_options, diagnostics).ScopeOf(surface);
        var routes = surface.Routes.Where(route => IsUsable(surface, route, diagnostics)).ToList();
        return new MountedSurface(surface, routes, scope, fullMount, shortMount, diagnostics);
    }

    private static bool IsUsable(Surface surface, Route route, DiagnosticBag diagnostics)
    {
        var span = route.Span ?? surface.Span;
        if (route.Path.Text.Length > MaxPathLength)
        {
            diagnostics.Add(HostDiagnostics.PathTooLong, span, $"a path of '{surface.Namespace}' is longer than {MaxPathLength} characters and is not served");
            return false;
        }

        if (route.Path.Segments.Any(segment => segment is MixedSegment { HasTouchingPlaceholders: true }))
        {
            diagnostics.Add(
                HostDiagnostics.TouchingPlaceholders, span, $"nothing separates two placeholders of {route.Path.Text}; all but the first take one character");
        }

        return true;
    }
}
