using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;
using Naftiko.Host.Exposes.Mcp.Search;
using Naftiko.Host.Exposes.Mcp.Sets;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Exposes.Skills;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;
using Naftiko.Host.Observability;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Exposes;

/// <summary>
/// Makes surfaces of capabilities' exposures, and the MCP servers that a whole port shares. It lives as long as the process: MCP servers keep
/// their place, and with it their sessions, when what they serve is loaded anew.
/// </summary>
/// <param name="loggers">Of the MCP servers.</param>
/// <param name="isDryRun">Whether calls answer with the upstream request instead of sending it.</param>
/// <param name="mcpLimits">What MCP clients may use; null for the defaults.</param>
/// <param name="toolSearch">Whether a port's <c>/mcp</c> lists tools that find the others instead of all; null: when there are many.</param>
/// <param name="time">The clock of nonces, tokens and keys; null for the system's.</param>
/// <param name="observatory">Observes the surfaces; null: nobody does.</param>
internal sealed class SurfaceBuilder(
    ILoggerFactory loggers, bool isDryRun, McpLimits? mcpLimits = null, bool? toolSearch = null, TimeProvider? time = null, Observatory? observatory = null) : IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Naftiko.Mcp");
    private readonly Gates _gates = new(loggers, time ?? TimeProvider.System);
    private readonly ConditionalWeakTable<Surface, SurfaceOrigin> _origins = [];
    private readonly Dictionary<string, McpSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<int, PortServer> _ports = [];
    private readonly Dictionary<string, Func<McpDefinition>> _pending = new(StringComparer.Ordinal);
    private readonly List<McpSlot> _ended = [];
    private ControlAdapter? _control;

    /// <summary>What a surface was made of.</summary>
    public SurfaceOrigin OriginOf(Surface surface) =>
        _origins.TryGetValue(surface, out var origin) ? origin : throw new InvalidOperationException("A surface that was not mapped here.");

    /// <summary>Lets the control surfaces that are mapped from now on speak of a server. Before, they answer nothing: there is nothing running.</summary>
    public void UseControl(ControlAdapter control) => _control = control;

    /// <summary>The surfaces of a capability, in the file's order.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="folder">Its file's folder below the served root.</param>
    /// <param name="diagnostics">Told of the surfaces that are not for ports.</param>
    public IEnumerable<Surface> Map(Capability capability, string folder, DiagnosticBag diagnostics)
    {
        foreach (var exposure in capability.Exposures)
        {
            var telemetry = observatory?.Observe(capability, exposure);
            var bare = exposure switch
            {
                RestExposure rest => RestAdapter.Map(capability, rest, folder, isDryRun, telemetry),
                McpExposure { IsStdio: false } mcp => MapMcp(capability, mcp, folder, telemetry),
                SkillExposure skill => SkillAdapter.Map(skill, folder),
                ControlExposure control => _control?.Map(capability, control, folder) ?? ControlAdapter.Place(control, folder),
                _ => null,
            };
            if (bare is null)
            {
                diagnostics.Add(HostDiagnostics.StdioOnly, exposure.Span, $"'{exposure.Namespace}' has 'transport: stdio' and is served with --stdio only");
                continue;
            }

            var surface = ObservedSurface.Observe(GuardCheck.Protect(bare with { File = capability.Path }, _gates.For(exposure.Guard)), telemetry);
            _origins.Add(surface, new SurfaceOrigin(capability, exposure, telemetry));
            yield return surface;
        }
    }

    /// <summary>All MCP surfaces of a capability as one server, those for stdio too; null when it has none.</summary>
    public McpDefinition? DefineAll(Capability capability)
    {
        var members = capability.Exposures.OfType<McpExposure>().Select(e => new PortMember(capability, e, "", "/" + e.Namespace, observatory?.Observe(capability, e))).ToList();
        return members switch
        {
            [] => null,
            [var only] => Define(capability, only.Exposure, only.Telemetry),
            _ => McpAdapter.Define(
                Path.GetFileNameWithoutExtension(capability.Path), capability.Info.Version, capability.Info.Description, new PortOffer(members).Of(ToolSet.All, isDryRun)),
        };
    }

    /// <summary>What the server of a set of a port's tools serves.</summary>
    private McpDefinition Define(PortOffer port, ToolSet set)
    {
        var offer = port.Of(set, isDryRun);
        var instructions = set.Key.Length == 0
            ? $"What {port.Members.Count} surfaces of a port offer."
            : $"What {Uri.UnescapeDataString(set.Key)} chooses of {port.Members.Count} surfaces of a port.";
        return McpAdapter.Define("naftiko", null, instructions, offer, IsSearched(offer.Tools.Count));
    }

    private bool IsSearched(int tools) => toolSearch ?? tools > ToolSearch.AutomaticAbove;

    /// <summary>What one MCP surface serves.</summary>
    private McpDefinition Define(Capability capability, McpExposure exposure, SurfaceTelemetry? telemetry) =>
        McpAdapter.Define(exposure.Namespace, capability.Info.Version, exposure.Description, new McpOffer(
            [.. exposure.Tools.Select(t => new ToolBinding(t.Name, t, capability.Redactor, isDryRun, telemetry))],
            [.. exposure.Resources.Select(r => new ResourceBinding(r, capability.Redactor, isDryRun, telemetry))],
            [.. exposure.Prompts.Select(p => new PromptBinding(p.Name, p, capability.Redactor, isDryRun, telemetry))],
            exposure.Caching)
        { Telemetry = telemetry });

    /// <summary>What answers at a port's <c>/mcp</c>: its only server, or all that let in the same callers together; and the sets that callers choose of their tools.</summary>
    public RequestDelegate? PortMcp(int port, IReadOnlyList<MountedSurface> servers)
    {
        var members = servers.Select(Member).ToList();
        var guard = members[0].Exposure.Guard;
        if (!members.TrueForAll(m => Guard.AreSame(m.Exposure.Guard, guard)))
        {
            return null;
        }

        var offer = new PortOffer(members);
        offer.Report(port, _log);
        if (!_ports.TryGetValue(port, out var server))
        {
            server = _ports[port] = new PortServer(define => new McpSlot(loggers, TimeProvider.System, mcpLimits, define), Define);
        }

        server.Prepare(offer, members is [var only] && !IsSearched(only.Exposure.Tools.Count) ? _slots[Place(only.Capability, only.Exposure)].HandleAsync : null);
        return GuardCheck.Behind(_gates.For(guard), server.HandleAsync);
    }

    /// <summary>What the server of several surfaces of a port lists as tools.</summary>
    /// <param name="servers">The surfaces.</param>
    /// <param name="isSearched">Whether these are the tools that find the others.</param>
    /// <param name="count">How many tools there are, listed or found.</param>
    public IReadOnlyList<Tool> PortTools(IReadOnlyList<MountedSurface> servers, out bool isSearched, out int count)
    {
        var tools = new PortOffer([.. servers.Select(Member)]).Of(ToolSet.All, isDryRun).Tools;
        count = tools.Count;
        isSearched = IsSearched(count);
        return isSearched ? ToolSearch.ListFor(tools) : [.. tools.Select(t => t.List(isModern: true))];
    }

    /// <summary>Lets MCP servers that were there before serve what was mapped since; called once the new snapshot is served.</summary>
    public void Publish()
    {
        foreach (var (place, define) in _pending)
        {
            _slots[place].Replace(define);
        }

        _pending.Clear();
        EndThose();
        foreach (var (port, server) in _ports.ToList())
        {
            if (!server.Publish())
            {
                _ports.Remove(port);
                server.Dispose();
            }
        }
    }

    /// <summary>Ends the MCP servers of a file that is no longer served, once the new snapshot is.</summary>
    public void Forget(Capability capability)
    {
        _control?.Forget(capability);
        observatory?.Forget(capability);
        Retire(capability, null);
    }

    /// <summary>Ends the MCP servers that a file's new version does not have, once the new snapshot is served.</summary>
    /// <param name="former">The version that was served.</param>
    /// <param name="successor">The new version, which has been mapped; null: there is none.</param>
    public void Retire(Capability former, Capability? successor)
    {
        var kept = successor is null ? [] : PlacesOf(successor).ToHashSet(StringComparer.Ordinal);
        foreach (var place in PlacesOf(former).Where(place => !kept.Contains(place)))
        {
            _pending.Remove(place);
            if (_slots.Remove(place, out var slot))
            {
                _ended.Add(slot);
            }
        }
    }

    /// <summary>Ends the event streams of all MCP servers, which no client ends by itself.</summary>
    public void EndStreams()
    {
        foreach (var slot in _slots.Values)
        {
            slot.EndStreams();
        }

        foreach (var port in _ports.Values)
        {
            port.EndStreams();
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Dispose();
        }

        foreach (var port in _ports.Values)
        {
            port.Dispose();
        }

        EndThose();
    }

    /// <summary>Ends the servers whose place is gone.</summary>
    private void EndThose()
    {
        foreach (var slot in _ended)
        {
            slot.Dispose();
        }

        _ended.Clear();
    }

    private Surface MapMcp(Capability capability, McpExposure exposure, string folder, SurfaceTelemetry? telemetry)
    {
        var slot = Slot(Place(capability, exposure), () => Define(capability, exposure, telemetry));
        return new Surface
        {
            Kind = SurfaceKind.Mcp,
            Namespace = exposure.Namespace,
            Folder = folder,
            Span = exposure.Span,
            Port = exposure.Port,
            Address = exposure.Address,
            Mcp = slot.HandleAsync,
        };
    }

    private McpSlot Slot(string place, Func<McpDefinition> define)
    {
        if (_slots.TryGetValue(place, out var slot))
        {
            _pending[place] = define;
            return slot;
        }

        return _slots[place] = new McpSlot(loggers, TimeProvider.System, mcpLimits, define);
    }

    private PortMember Member(MountedSurface mounted)
    {
        var origin = OriginOf(mounted.Surface);
        return new PortMember(origin.Capability, (McpExposure)origin.Exposure, mounted.Surface.Folder, mounted.FullMount, origin.Telemetry);
    }

    private static IEnumerable<string> PlacesOf(Capability capability) =>
        capability.Exposures.OfType<McpExposure>().Where(e => !e.IsStdio).Select(e => Place(capability, e));

    private static string Place(Capability capability, Exposure exposure) => $"{capability.Path}\n{exposure.Namespace}";
}
