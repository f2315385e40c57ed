using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Exposes.Control;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;
using Naftiko.Host.Exposes.Mcp.Search;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Exposes.Skills;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;
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
internal sealed class SurfaceBuilder(ILoggerFactory loggers, bool isDryRun, McpLimits? mcpLimits = null, bool? toolSearch = null, TimeProvider? time = null) : IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Naftiko.Mcp");
    private readonly Gates _gates = new(loggers, time ?? TimeProvider.System);
    private readonly ConditionalWeakTable<Surface, SurfaceOrigin> _origins = [];
    private readonly Dictionary<string, McpSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<McpDefinition>> _pending = new(StringComparer.Ordinal);

    /// <summary>What a surface was made of.</summary>
    public SurfaceOrigin OriginOf(Surface surface) =>
        _origins.TryGetValue(surface, out var origin) ? origin : throw new InvalidOperationException("A surface that was not mapped here.");

    /// <summary>The surfaces of a capability, in the file's order.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="folder">Its file's folder below the served root.</param>
    /// <param name="diagnostics">Told of the surfaces that are not for ports.</param>
    public IEnumerable<Surface> Map(Capability capability, string folder, DiagnosticBag diagnostics)
    {
        foreach (var exposure in capability.Exposures)
        {
            var bare = exposure switch
            {
                RestExposure rest => RestAdapter.Map(capability, rest, folder, isDryRun),
                McpExposure { IsStdio: false } mcp => MapMcp(capability, mcp, folder),
                SkillExposure skill => SkillAdapter.Map(skill, folder),
                ControlExposure control => ControlAdapter.Map(control, folder),
                _ => null,
            };
            if (bare is null)
            {
                diagnostics.Add(HostDiagnostics.StdioOnly, exposure.Span, $"'{exposure.Namespace}' has 'transport: stdio' and is served with --stdio only");
                continue;
            }

            var surface = GuardCheck.Protect(bare, _gates.For(exposure.Guard));
            _origins.Add(surface, new SurfaceOrigin(capability, exposure));
            yield return surface;
        }
    }

    /// <summary>All MCP surfaces of a capability as one server, those for stdio too; null when it has none.</summary>
    public McpDefinition? DefineAll(Capability capability)
    {
        var members = capability.Exposures.OfType<McpExposure>().Select(e => new PortMember(capability, e, "", "/" + e.Namespace)).ToList();
        return members switch
        {
            [] => null,
            [var only] => Define(capability, only.Exposure),
            _ => McpAdapter.Define(
                Path.GetFileNameWithoutExtension(capability.Path), capability.Info.Version, capability.Info.Description, PortOffer.Of(members, isDryRun)),
        };
    }

    /// <summary>What one MCP surface serves.</summary>
    private McpDefinition Define(Capability capability, McpExposure exposure) =>
        McpAdapter.Define(exposure.Namespace, capability.Info.Version, exposure.Description, new McpOffer(
            [.. exposure.Tools.Select(t => new ToolBinding(t.Name, t, capability.Redactor, isDryRun))],
            [.. exposure.Resources.Select(r => new ResourceBinding(r, capability.Redactor, isDryRun))],
            [.. exposure.Prompts.Select(p => new PromptBinding(p.Name, p, capability.Redactor, isDryRun))],
            exposure.Caching));

    /// <summary>What answers at a port's <c>/mcp</c>: its only server, or all that let in the same callers together.</summary>
    public RequestDelegate? PortMcp(int port, IReadOnlyList<MountedSurface> servers)
    {
        if (servers is [var only])
        {
            return only.Surface.Mcp;
        }

        var members = servers.Select(Member).ToList();
        var guard = members[0].Exposure.Guard;
        if (!members.TrueForAll(m => Guard.AreSame(m.Exposure.Guard, guard)))
        {
            return null;
        }

        PortOffer.Report(members, port, _log);
        var slot = Slot($"port {port}", () =>
        {
            var offer = PortOffer.Of(members, isDryRun);
            return McpAdapter.Define("naftiko", null, $"What {servers.Count} surfaces on port {port} offer.", offer, toolSearch ?? offer.Tools.Count > ToolSearch.AutomaticAbove);
        });
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

    /// <summary>Ends the event streams of all MCP servers, which no client ends by itself.</summary>
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
        return new PortMember(origin.Capability, (McpExposure)origin.Exposure, mounted.Surface.Folder, mounted.FullMount);
    }

    private static string Place(Capability capability, Exposure exposure) => $"{capability.Path}\n{exposure.Namespace}";
}
