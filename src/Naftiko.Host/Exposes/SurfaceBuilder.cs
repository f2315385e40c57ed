using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Host.Exposes.Authentication;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Exposes.Skills;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Mounting;

namespace Naftiko.Host.Exposes;

/// <summary>
/// Makes surfaces of capabilities' exposures, and the MCP servers that a whole port shares. It lives as long as the process: MCP servers keep
/// their place, and with it their sessions, when what they serve is loaded anew.
/// </summary>
internal sealed class SurfaceBuilder(ILoggerFactory loggers, bool isDryRun) : IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("Naftiko.Mcp");
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
                    yield return RestAdapter.Map(capability, rest, folder, isDryRun);
                    break;
                case McpExposure { IsStdio: false } mcp:
                    yield return MapMcp(capability, mcp, folder);
                    break;
                case SkillExposure skill:
                    yield return SkillAdapter.Map(skill, folder);
                    break;
            }
        }
    }

    /// <summary>What one MCP surface serves.</summary>
    public McpDefinition Define(Capability capability, McpExposure exposure) =>
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

        IReadOnlyList<PortMember> members = [.. servers.Select(s => new PortMember(s, Source(s).Exposure, Source(s).Capability))];
        var guard = members[0].Exposure.Guard;
        if (!members.All(m => Guard.AreSame(m.Exposure.Guard, guard)))
        {
            return null;
        }

        PortOffer.Report(members, port, _log);
        var slot = Slot($"port {port}", () => McpAdapter.Define("naftiko", null, $"What {servers.Count} surfaces on port {port} offer.", PortOffer.Of(members, isDryRun)));
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
        var surface = new Surface
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

    private sealed record McpSource(Capability Capability, McpExposure Exposure);
}
