using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting;

/// <summary>Makes what answers at a port's <c>/mcp</c>, from the port and its MCP surfaces at their mounts; null: nothing.</summary>
internal delegate RequestDelegate? PortMcpFactory(int port, IReadOnlyList<MountedSurface> servers);

/// <summary>Many surfaces become one snapshot: ports, addresses, mounts and bare routes.</summary>
internal static class SnapshotBuilder
{
    /// <param name="surfaces">In any order.</param>
    /// <param name="options">The operator's decisions.</param>
    /// <param name="portMcp">What answers at each port's <c>/mcp</c>.</param>
    /// <param name="generation">The number of this snapshot.</param>
    /// <param name="former">The snapshot before, of the same options: what did not change is taken from it.</param>
    public static Snapshot Build(IReadOnlyList<Surface> surfaces, HostingOptions options, PortMcpFactory? portMcp = null, long generation = 1, Snapshot? former = null)
    {
        var diagnostics = new DiagnosticBag();
        var ports = InOrder(surfaces)
            .GroupBy(surface => PortOf(surface, options))
            .OrderBy(port => port.Key)
            .Select(port => BuildPort(port.Key, [.. port], options, portMcp, former?.Ports.GetValueOrDefault(port.Key), diagnostics))
            .ToList();
        return new Snapshot
        {
            Ports = ports.ToFrozenDictionary(port => port.Port),
            Listeners = [.. ports.SelectMany(ListenersOf)],
            Diagnostics = [.. diagnostics],
            Generation = generation,
        };
    }

    /// <summary>The operator's first, then by file and place; which is how they nearly always come.</summary>
    private static IEnumerable<Surface> InOrder(IReadOnlyList<Surface> surfaces)
    {
        var order = Comparer<Surface>.Create(Compare);
        return surfaces.Zip(surfaces.Skip(1)).All(pair => Compare(pair.First, pair.Second) <= 0) ? surfaces : surfaces.Order(order);

        static int Compare(Surface a, Surface b)
        {
            var kind = b.IsOfOperator.CompareTo(a.IsOfOperator);
            var file = kind == 0 ? string.CompareOrdinal(a.Span.File, b.Span.File) : kind;
            return file == 0 ? (a.Span.Line, a.Span.Column).CompareTo((b.Span.Line, b.Span.Column)) : file;
        }
    }

    private static int PortOf(Surface surface, HostingOptions options) => surface.IsOfOperator ? surface.Port : options.PortMap.GetValueOrDefault(surface.Port, surface.Port);

    private static PortTable BuildPort(
        int port, IReadOnlyList<Surface> surfaces, HostingOptions options, PortMcpFactory? portMcp, PortTable? former, DiagnosticBag diagnostics)
    {
        var mounter = new SurfaceMounter(options, former);
        var mounted = new List<MountedSurface>(surfaces.Count);
        foreach (var (surface, fullMount, shortMount) in MountRules.Assign(surfaces, diagnostics))
        {
            mounted.Add(mounter.Mount(surface, fullMount, shortMount));
            diagnostics.AddRange(mounted[^1].Diagnostics);
        }

        foreach (var hidden in mounted.Where(surface => surface.Surface.Kind is SurfaceKind.Control).Skip(1))
        {
            diagnostics.Add(
                HostDiagnostics.ControlPathsTaken, hidden.Surface.Span, $"another control surface answers at the bare paths of this port; this one only below {hidden.FullMount}", "give it a port of its own");
        }

        var servers = mounted.FindAll(surface => surface.Mcp is not null);
        var mcp = servers.Count == 0 ? null : portMcp?.Invoke(port, servers);
        return former is not null && former.HasMcp == mcp is not null && former.Surfaces.SequenceEqual(mounted)
            ? former
            : new PortTable(port, mounted, MountedSurface.Handler(mcp), former);
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
