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
using Naftiko.Host.Loading;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes;

/// <summary>
/// Makes surfaces of capabilities' exposures, and the MCP servers that a whole port shares. It lives as long as the process: MCP servers keep
/// their place, and with it their sessions, when what they serve is loaded anew.
/// </summary>
/// <param name="loggers">Of the MCP servers.</param>
/// <param name="isDryRun">Whether calls answer with the upstream request instead of sending it.</param>
/// <param name="mcpLimits">What MCP clients may use; null for the defaults.</param>
internal sealed class SurfaceBuilder(ILoggerFactory loggers, bool isDryRun, McpLimits? mcpLimits = null) : IDisposable
{
    private const int MaxToolName = 64;

    private readonly ConditionalWeakTable<Surface, SurfaceSource> _sources = [];
    private readonly Dictionary<string, McpSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<McpDefinition>> _pending = new(StringComparer.Ordinal);

    /// <summary>What a surface was made of.</summary>
    public SurfaceSource SourceOf(Surface surface) =>
        _sources.TryGetValue(surface, out var source) ? source : throw new InvalidOperationException("A surface that was not mapped here.");

    /// <summary>The surfaces of all files that have any.</summary>
    public List<Surface> MapAll(LoadResult loaded, DiagnosticBag diagnostics)
    {
        var surfaces = new List<Surface>();
        foreach (var file in loaded.Files)
        {
            if (file.Capability is { } capability)
            {
                surfaces.AddRange(Map(capability, file.File.Folder, diagnostics));
            }
        }

        return surfaces;
    }

    /// <summary>The surfaces of a capability, in the file's order.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="folder">Its file's folder below the served root.</param>
    /// <param name="diagnostics">Told of the surfaces that are not for ports.</param>
    public IEnumerable<Surface> Map(Capability capability, string folder, DiagnosticBag? diagnostics = null)
    {
        foreach (var exposure in capability.Exposures)
        {
            var surface = exposure switch
            {
                RestExposure rest => RestAdapter.Map(capability, rest, folder, isDryRun),
                McpExposure { IsStdio: false } mcp => MapMcp(capability, mcp, folder),
                _ => null,
            };
            if (surface is null)
            {
                diagnostics?.Add(HostDiagnostics.StdioOnly, exposure.Span, $"'{exposure.Namespace}' has 'transport: stdio' and is served with --stdio only");
                continue;
            }

            _sources.Add(surface, new SurfaceSource(capability, exposure));
            yield return surface;
        }
    }

    /// <summary>What one MCP surface serves.</summary>
    public McpDefinition Define(Capability capability, McpExposure exposure) =>
        McpAdapter.Define(exposure.Namespace, capability.Info.Version, exposure.Description, [.. exposure.Tools.Select(t => Bind(t.Name, t, capability))]);

    /// <summary>All MCP surfaces of a capability as one server, those for stdio too; null when it has none.</summary>
    public McpDefinition? DefineAll(Capability capability)
    {
        var servers = capability.Exposures.OfType<McpExposure>().Select(e => new JoinedServer(capability, e, "", "/" + e.Namespace)).ToList();
        return servers switch
        {
            [] => null,
            [var only] => Define(capability, only.Exposure),
            _ => McpAdapter.Define(Path.GetFileNameWithoutExtension(capability.Path), capability.Info.Version, capability.Info.Description, Join(servers)),
        };
    }

    /// <summary>What answers at a port's <c>/mcp</c>: its only server, or all that let in the same callers together.</summary>
    public RequestDelegate? PortMcp(int port, IReadOnlyList<MountedSurface> servers)
    {
        if (servers is [var only])
        {
            return only.Surface.Mcp;
        }

        var joined = servers.Select(Joined).ToList();
        var guard = joined[0].Exposure.Guard;
        if (!joined.All(s => Guard.AreSame(s.Exposure.Guard, guard)))
        {
            return null;
        }

        var slot = Slot($"port {port}", () => McpAdapter.Define("naftiko", null, $"The tools of {servers.Count} surfaces on port {port}.", Join(joined)));
        return GuardCheck.Behind(guard, slot.HandleAsync);
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

    /// <summary>Ends the event streams of all MCP servers, which no client ends by itself; requests in flight go on.</summary>
    public void EndStreams()
    {
        foreach (var slot in _slots.Values)
        {
            slot.EndStreams();
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
        return new Surface
        {
            Kind = SurfaceKind.Mcp,
            Namespace = exposure.Namespace,
            Folder = folder,
            Span = exposure.Span,
            Port = exposure.Port,
            Address = exposure.Address,
            HasAuthentication = exposure.Guard is not null,
            Mcp = GuardCheck.Behind(exposure.Guard, slot.HandleAsync),
        };
    }

    private McpSlot Slot(string place, Func<McpDefinition> define)
    {
        if (_slots.TryGetValue(place, out var slot))
        {
            _pending[place] = define;
            return slot;
        }

        return _slots[place] = new McpSlot(loggers, TimeProvider.System, define, mcpLimits);
    }

    private JoinedServer Joined(MountedSurface mounted)
    {
        var source = SourceOf(mounted.Surface);
        return new JoinedServer(source.Capability, (McpExposure)source.Exposure, mounted.Surface.Folder, mounted.FullMount);
    }

    private static string Place(Capability capability, Exposure exposure) => $"{capability.Path}\n{exposure.Namespace}";

    /// <summary>All tools under one roof. Names that clash take their namespace, and the folder where that still clashes, in front.</summary>
    private List<ToolBinding> Join(IReadOnlyList<JoinedServer> servers)
    {
        var all = servers.SelectMany(s => s.Exposure.Tools.Select(t => (Server: s, Tool: t))).ToList();
        var clashing = Repeated(all.Select(a => a.Tool.Name));
        var clashingStill = Repeated(all.Where(a => clashing.Contains(a.Tool.Name)).Select(a => $"{a.Server.Exposure.Namespace}_{a.Tool.Name}"));
        var tools = new List<ToolBinding>(all.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (server, tool) in all)
        {
            var name = tool.Name;
            if (clashing.Contains(name))
            {
                name = $"{server.Exposure.Namespace}_{name}";
                name = clashingStill.Contains(name) ? $"{server.Folder.Replace('/', '_')}_{name}".TrimStart('_') : name;
            }

            name = Fit(name, server.Mount, tool.Name);
            if (taken.Add(name))
            {
                tools.Add(Bind(name, tool, server.Capability));
            }
        }

        return tools;
    }

    private ToolBinding Bind(string name, McpTool tool, Capability capability) => new(name, tool, capability.Redactor, isDryRun);

    /// <summary>A name that clients take: over 64 characters it is cut, and ends in a hash of what makes it unique.</summary>
    private static string Fit(string name, string mount, string tool) =>
        name.Length <= MaxToolName ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mount}\n{tool}")))[..8]}";

    private static HashSet<string> Repeated(IEnumerable<string> names) => [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key)];

    /// <summary>One of several MCP surfaces that share a server.</summary>
    private sealed record JoinedServer(Capability Capability, McpExposure Exposure, string Folder, string Mount);
}
