using System.Runtime.CompilerServices;
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

/// <summary>
/// Makes surfaces of capabilities' exposures, and the MCP servers that a whole port shares. It lives as long as the process: MCP servers keep
/// their place, and with it their sessions, when what they serve is loaded anew.
/// </summary>
internal sealed class SurfaceBuilder(ILoggerFactory loggers, bool isDryRun, TimeProvider? time = null) : IDisposable
{
    private const int MaxToolName = 64;

    private readonly Gates _gates = new(loggers, time ?? TimeProvider.System);
    private readonly ConditionalWeakTable<Surface, McpSource> _sources = [];
    private readonly Dictionary<string, McpSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<McpDefinition>> _pending = new(StringComparer.Ordinal);

    /// <summary>The surfaces of a capability, in the file's order.</summary>
    public IEnumerable<Surface> Map(Capability capability, string folder)
    {
        foreach (var exposure in capability.Exposures)
        {
            switch (exposure)
            {
                case RestExposure rest:
                    yield return GuardCheck.Protect(RestAdapter.Map(capability, rest, folder, isDryRun), _gates.For(rest.Guard));
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

        var guard = Source(servers[0]).Exposure.Guard;
        if (!servers.All(s => Guard.AreSame(Source(s).Exposure.Guard, guard)))
        {
            return null;
        }

        var slot = Slot($"port {port}", () => McpAdapter.Define("naftiko", null, $"The tools of {servers.Count} surfaces on port {port}.", Join(servers)));
        return GuardCheck.Behind(_gates.For(guard), slot.HandleAsync);
    }

    /// <summary>Lets MCP servers that were there before serve what was mapped since; called once the new snapshot is served.</summary>
    public void Publish()
    {
        foreach (var (place, define) in _pending)
        {
            _slots[place].Replace(define);
        }

        _pending.Clear();
    }

    /// <summary>Ends the MCP servers of a file that is no longer served.</summary>
    public void Forget(Capability capability)
    {
        foreach (var exposure in capability.Exposures)
        {
            if (_slots.Remove(Place(capability, exposure), out var slot))
            {
                slot.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Dispose();
        }
    }

    private Surface MapMcp(Capability capability, McpExposure exposure, string folder)
    {
        var slot = Slot(Place(capability, exposure), () => Define(capability, exposure));
        var bare = new Surface
        {
            Kind = SurfaceKind.Mcp,
            Namespace = exposure.Namespace,
            Folder = folder,
            Span = exposure.Span,
            Port = exposure.Port,
            Address = exposure.Address,
            Mcp = slot.HandleAsync,
        };
        var surface = GuardCheck.Protect(bare, _gates.For(exposure.Guard));
        _sources.Add(surface, new McpSource(capability, exposure));
        return surface;
    }

    private McpSlot Slot(string place, Func<McpDefinition> define)
    {
        if (_slots.TryGetValue(place, out var slot))
        {
            _pending[place] = define;
            return slot;
        }

        return _slots[place] = new McpSlot(loggers, TimeProvider.System, define);
    }

    private McpSource Source(MountedSurface server) =>
        _sources.TryGetValue(server.Surface, out var source) ? source : throw new InvalidOperationException("An MCP surface that was not mapped here.");

    private static string Place(Capability capability, Exposure exposure) => $"{capability.Path}\n{exposure.Namespace}";

    /// <summary>All tools under one roof. Names that clash take their namespace, and the folder where that still clashes, in front.</summary>
    private List<ToolBinding> Join(IReadOnlyList<MountedSurface> servers)
    {
        var all = servers.SelectMany(s => Source(s).Exposure.Tools.Select(t => (Server: s, Tool: t, Source(s).Capability))).ToList();
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

    private sealed record McpSource(Capability Capability, McpExposure Exposure);
}
