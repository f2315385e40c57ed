using System.Globalization;
using System.Net;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Commands.Printing;

/// <summary>A surface that can be reached, for people.</summary>
/// <param name="Mounted">The surface at its place.</param>
/// <param name="Authority">The host and port of its URLs.</param>
/// <param name="Capability">What it belongs to.</param>
/// <param name="Exposure">What it serves.</param>
internal sealed record ServedSurface(MountedSurface Mounted, string Authority, Capability Capability, Exposure Exposure)
{
    /// <summary>The port that is opened.</summary>
    public int Port { get; private init; }

    public string File => Capability.Path;

    /// <summary>Whether it also answers at the port's own <c>/mcp</c>, together with others.</summary>
    public bool IsJoined { get; private init; }

    public string Kind => Mounted.Surface.Kind switch
    {
        SurfaceKind.Rest => "REST",
        SurfaceKind.Mcp => "MCP",
        SurfaceKind.Skill => "Skill",
        _ => "Control",
    };

    /// <summary>The URL of its mount; of an MCP surface that of its server.</summary>
    public string Url => $"http://{Authority}{Mounted.UrlPath}";

    /// <summary>How many tools or routes it has.</summary>
    public int UnitCount => Exposure is McpExposure mcp ? mcp.Tools.Count : Mounted.Routes.Count;

    /// <summary>Whether anything answers there: an MCP surface may have resources or prompts only.</summary>
    public bool HasUnits => UnitCount > 0 || Exposure is McpExposure { Resources.Count: > 0 } or McpExposure { Prompts.Count: > 0 };

    /// <summary>What its units are called.</summary>
    public string Noun => Exposure is McpExposure ? "tool" : "route";

    public string Content => Count(UnitCount, Noun);

    /// <summary>The surfaces of a snapshot whose ports are open.</summary>
    public static IReadOnlyList<ServedSurface> Of(Snapshot snapshot, IReadOnlyList<IPEndPoint> listeners, SurfaceBuilder builder)
    {
        var byPort = listeners.ToLookup(listener => listener.Port);
        var served = new List<ServedSurface>();
        foreach (var port in snapshot.Ports.Values.OrderBy(p => p.Port))
        {
            foreach (var surface in port.Surfaces)
            {
                if (surface.Scope.HostAmong(byPort[port.Port], port.Port) is { } host)
                {
                    var origin = builder.OriginOf(surface.Surface);
                    served.Add(new ServedSurface(surface, string.Create(CultureInfo.InvariantCulture, $"{host}:{port.Port}"), origin.Capability, origin.Exposure)
                    {
                        Port = port.Port,
                        IsJoined = surface.Mcp is not null && port.HasMcp,
                    });
                }
            }
        }

        return served;
    }

    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
