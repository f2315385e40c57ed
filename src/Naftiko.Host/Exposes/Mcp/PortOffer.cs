using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Observability;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>One of several MCP surfaces that share a server.</summary>
/// <param name="Capability">Whose it is.</param>
/// <param name="Exposure">What it offers.</param>
/// <param name="Folder">The file's folder below the served root.</param>
/// <param name="Mount">Its full mount.</param>
/// <param name="Telemetry">Observes it; null: nobody does.</param>
internal sealed record PortMember(Capability Capability, McpExposure Exposure, string Folder, string Mount, SurfaceTelemetry? Telemetry);

/// <summary>
/// All that the MCP surfaces of a port offer, under one roof. Names of tools and prompts that clash take their namespace, and the folder
/// where that still clashes, in front; of resources with one URI the first counts.
/// </summary>
internal static partial class PortOffer
{
    private const int MaxName = 64;

    public static McpOffer Of(IReadOnlyList<PortMember> members, bool isDryRun) => new(
        Join(members, m => m.Exposure.Tools, t => t.Name, (name, tool, member) => new ToolBinding(name, tool, member.Capability.Redactor, isDryRun, member.Telemetry)),
        [
            .. members.SelectMany(m => m.Exposure.Resources, (m, r) => new ResourceBinding(r, m.Capability.Redactor, isDryRun, m.Telemetry))
                .DistinctBy(r => r.Resource.Uri.Text, StringComparer.Ordinal),
        ],
        Join(members, m => m.Exposure.Prompts, p => p.Name, (name, prompt, member) => new PromptBinding(name, prompt, member.Capability.Redactor, isDryRun, member.Telemetry)),
        new McpCaching(members.Min(m => m.Exposure.Caching.TimeToLive), members.All(m => m.Exposure.Caching.IsPublic)));

    /// <summary>Warns about resources that the joined server leaves out.</summary>
    public static void Report(IReadOnlyList<PortMember> members, int port, ILogger log)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var resource in member.Exposure.Resources)
            {
                if (!owners.TryAdd(resource.Uri.Text, member.Mount))
                {
                    LogHiddenResource(log, resource.Uri.Text, member.Mount, port, owners[resource.Uri.Text]);
                }
            }
        }
    }

    private static List<TBinding> Join<TItem, TBinding>(
        IReadOnlyList<PortMember> members, Func<PortMember, IReadOnlyList<TItem>> items, Func<TItem, string> nameOf, Func<string, TItem, PortMember, TBinding> bind)
    {
        var all = members.SelectMany(items, (m, i) => (Member: m, Item: i, Name: nameOf(i))).ToList();
        var clashing = Repeated(all.Select(a => a.Name));
        var clashingStill = Repeated(all.Where(a => clashing.Contains(a.Name)).Select(a => $"{a.Member.Exposure.Namespace}_{a.Name}"));
        var bindings = new List<TBinding>(all.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (member, item, own) in all)
        {
            var name = own;
            if (clashing.Contains(name))
            {
                name = $"{member.Exposure.Namespace}_{name}";
                name = clashingStill.Contains(name) ? $"{member.Folder.Replace('/', '_')}_{name}".TrimStart('_') : name;
            }

            name = Fit(name, member.Mount, own);
            if (taken.Add(name))
            {
                bindings.Add(bind(name, item, member));
            }
        }

        return bindings;
    }

    /// <summary>A name that clients take: over 64 characters it is cut, and ends in a hash of what makes it unique.</summary>
    private static string Fit(string name, string mount, string own) =>
        name.Length <= MaxName ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mount}\n{own}")))[..8]}";

    private static HashSet<string> Repeated(IEnumerable<string> names) => [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key)];

    [LoggerMessage(LogLevel.Warning, "the resource '{Uri}' of {Mount} is not at /mcp of port {Port}: {Owner} has the same URI")]
    private static partial void LogHiddenResource(ILogger logger, string uri, string mount, int port, string owner);
}
