using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Observability;

namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>One of several MCP surfaces that share a server.</summary>
/// <param name="Capability">Whose it is.</param>
/// <param name="Exposure">What it offers.</param>
/// <param name="Folder">The file's folder below the served root.</param>
/// <param name="Mount">Its full mount.</param>
/// <param name="Telemetry">Observes it; null: nobody does.</param>
internal sealed record PortMember(Capability Capability, McpExposure Exposure, string Folder, string Mount, SurfaceTelemetry? Telemetry)
{
    /// <summary>The file's path below the served root, without its extension.</summary>
    public string File { get; } = Folder.Length == 0 ? Path.GetFileNameWithoutExtension(Capability.Path) : $"{Folder}/{Path.GetFileNameWithoutExtension(Capability.Path)}";

    /// <summary>Words about the surface, to find its tools by.</summary>
    public string Origin { get; } = string.Join(' ', [Exposure.Namespace, Capability.Info.Title ?? "", .. Capability.Info.Tags]);
}
