using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Exposes;

/// <summary>Makes surfaces of capabilities' exposures, and the MCP servers that a whole port shares.</summary>
internal sealed class SurfaceBuilder(ILoggerFactory loggers, bool isDryRun)
{
    private const int MaxToolName = 64;

    private readonly Dictionary<Surface, (Capability Capability, McpExposure Exposure)> _mcp = [];

    /// <summary>The surfaces of a capability, in the file's order.</summary>
    public IEnumerable<Surface> Map(Capability capability, string folder)
    {
        foreach (var exposure in capability.Exposures)
        {
            switch (exposure)
            {
                case RestExposure rest:
                    yield return RestAdapter.Map(capability, rest, folder, isDryRun);
                    break;
                case McpExposure { IsStdio: false } mcp:
                    yield return MapMcp(capability, mcp, folder);
                    break;
            }
        }
    }

    /// <summary>What one MCP surface serves.</summary>
    public McpDefinition Define(Capability capability, McpExposure exposure) =>
        McpAdapter.Define(exposure.Namespace, capability.Info.Version, exposure.Description, [.. exposure.Tools.Select(t => Bind(t.Name, t, capability))]);

    /// <summary>What answers at a port's <c>/mcp</c>: its only server, or all that let in the same callers together.</summary>
    public RequestDelegate? PortMcp(int port, IReadOnlyList<MountedSurface> servers)
    {
        if (servers is [var only])
        {
            return only.Surface.Mcp;
        }

        var guard = _mcp[servers[0].Surface].Exposure.Guard;
        if (!servers.All(s => Guard.AreSame(_mcp[s.Surface].Exposure.Guard, guard)))
        {
            return null;
        }

        var endpoint = new McpEndpoint(McpAdapter.Define("naftiko", null, $"The tools of {servers.Count} surfaces on port {port}.", Join(servers)), loggers, TimeProvider.System);
        return GuardCheck.Behind(guard, endpoint.HandleAsync);
    }

    private Surface MapMcp(Capability capability, McpExposure exposure, string folder)
    {
        var endpoint = new Lazy<McpEndpoint>(() => new McpEndpoint(Define(capability, exposure), loggers, TimeProvider.System));
        var surface = new Surface
        {
            Kind = SurfaceKind.Mcp,
            Namespace = exposure.Namespace,
            Folder = folder,
            Span = exposure.Span,
            Port = exposure.Port,
            Address = exposure.Address,
            HasAuthentication = exposure.Guard is not null,
            Mcp = GuardCheck.Behind(exposure.Guard, context => endpoint.Value.HandleAsync(context)),
        };
        _mcp.Add(surface, (capability, exposure));
        return surface;
    }

    /// <summary>All tools under one roof. Names that clash take their namespace, and the folder where that still clashes, in front.</summary>
    private List<ToolBinding> Join(IReadOnlyList<MountedSurface> servers)
    {
        var all = servers.SelectMany(s => _mcp[s.Surface].Exposure.Tools.Select(t => (Server: s, Tool: t, _mcp[s.Surface].Capability))).ToList();
        var clashing = Repeated(all.Select(a => a.Tool.Name));
        var clashingStill = Repeated(all.Where(a => clashing.Contains(a.Tool.Name)).Select(a => $"{a.Server.Surface.Namespace}_{a.Tool.Name}"));
        var tools = new List<ToolBinding>(all.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (server, tool, capability) in all)
        {
            var name = tool.Name;
            if (clashing.Contains(name))
            {
                name = $"{server.Surface.Namespace}_{name}";
                name = clashingStill.Contains(name) ? $"{server.Surface.Folder.Replace('/', '_')}_{name}".TrimStart('_') : name;
            }

            name = Fit(name, server.FullMount, tool.Name);
            if (taken.Add(name))
            {
                tools.Add(Bind(name, tool, capability));
            }
        }

        return tools;
    }

    private ToolBinding Bind(string name, McpTool tool, Capability capability) => new(name, tool, capability.Redactor, isDryRun);

    /// <summary>A name that clients take: over 64 characters it is cut, and ends in a hash of what makes it unique.</summary>
    private static string Fit(string name, string mount, string tool) =>
        name.Length <= MaxToolName ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mount}\n{tool}")))[..8]}";

    private static HashSet<string> Repeated(IEnumerable<string> names) => [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key)];
}
