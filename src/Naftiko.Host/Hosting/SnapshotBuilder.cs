using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Hosting.Routing;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting;

/// <summary>Makes what answers at a port's <c>/mcp</c>, from the port and its MCP surfaces at their mounts; null: nothing.</summary>
internal delegate RequestDelegate? PortMcpFactory(int port, IReadOnlyList<MountedSurface> servers);

/// <summary>Many surfaces become one snapshot: ports, addresses, mounts and bare routes.</summary>
internal static class SnapshotBuilder
{
    /// <summary>The longest path of a route. It bounds the depth of the trees; a request line has little more.</summary>
    private const int MaxPathLength = 2048;

    /// <param name="surfaces">In any order.</param>
    /// <param name="options">The operator's decisions.</param>
    /// <param name="portMcp">What answers at each port's <c>/mcp</c>.</param>
    /// <param name="generation">The number of this snapshot.</param>
    public static Snapshot Build(IReadOnlyList<Surface> surfaces, HostingOptions options, PortMcpFactory? portMcp = null, long generation = 1)
    {
        var diagnostics = new DiagnosticBag();
        var ports = surfaces
            .OrderByDescending(surface => surface.IsOfOperator).ThenBy(surface => surface.Span.File, StringComparer.Ordinal).ThenBy(surface => surface.Span.Line).ThenBy(surface => surface.Span.Column)
            .GroupBy(surface => PortOf(surface, options))
            .OrderBy(port => port.Key)
            .Select(port => BuildPort(port.Key, [.. port], options, portMcp, diagnostics))
            .ToList();
        return new Snapshot
        {
            Ports = ports.ToFrozenDictionary(port => port.Port),
            Listeners = [.. ports.SelectMany(ListenersOf)],
            Diagnostics = [.. diagnostics],
            Generation = generation,
        };
    }

    private static int PortOf(Surface surface, HostingOptions options) => surface.IsOfOperator ? surface.Port : options.PortMap.GetValueOrDefault(surface.Port, surface.Port);

    private static PortTable BuildPort(int port, IReadOnlyList<Surface> surfaces, HostingOptions options, PortMcpFactory? portMcp, DiagnosticBag diagnostics)
    {
        var scopes = new ScopeRules(options, diagnostics);
        var mounted = MountRules.Assign(surfaces, diagnostics)
            .Select(place => Mount(place.Surface, scopes.ScopeOf(place.Surface), place.FullMount, place.ShortMount, diagnostics))
            .ToList();
        foreach (var hidden in mounted.Where(surface => surface.Surface.Kind is SurfaceKind.Control).Skip(1))
        {
            diagnostics.Add(
                HostDiagnostics.ControlPathsTaken, hidden.Surface.Span, $"another control surface answers at the bare paths of this port; this one only below {hidden.FullMount}", "give it a port of its own");
        }

        var servers = mounted.FindAll(surface => surface.Mcp is not null);
        var mcp = servers.Count == 0 ? null : portMcp?.Invoke(port, servers);
        return new PortTable(port, mounted, MountedSurface.Handler(mcp));
    }

    private static MountedSurface Mount(Surface surface, AddressScope scope, string fullMount, string? shortMount, DiagnosticBag diagnostics)
    {
        var routes = surface.Routes.Where(route => IsUsable(surface, route, diagnostics)).ToList();
        return new MountedSurface(surface, routes, scope, fullMount, shortMount, Report);

        void Report(Route route) => diagnostics.Add(
            HostDiagnostics.DuplicateRoute, route.Span ?? surface.Span, $"an earlier route of '{surface.Namespace}' answers {route.Method} {route.Path.Text}");
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

    private static IEnumerable<WantedListener> ListenersOf(PortTable port)
    {
        var files = port.Surfaces.Select(surface => surface.Surface.Span.File).Distinct(StringComparer.Ordinal).ToList();
        var span = port.Surfaces[0].Surface.Span;
        var endPoints = port.Scope.EndPoints(port.Port).ToList();
        var hasLoopback = endPoints.Exists(endPoint => endPoint.Address.Equals(IPAddress.Loopback));
        return endPoints.Select(endPoint => new WantedListener(endPoint, hasLoopback && endPoint.Address.Equals(IPAddress.IPv6Loopback), span, files));
    }
}
