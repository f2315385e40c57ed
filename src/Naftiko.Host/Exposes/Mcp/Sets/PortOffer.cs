using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Prompts;
using Naftiko.Host.Exposes.Mcp.Prompts;
using Naftiko.Host.Exposes.Mcp.Resources;

namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>
/// All that the MCP surfaces of a port offer, under one roof. Names of tools and prompts that clash take their namespace, and the folder
/// where that still clashes, in front, and keep that name in every set; of resources with one URI the first counts. Immutable.
/// </summary>
internal sealed partial class PortOffer
{
    private const int MaxName = 64;
    private static readonly IReadOnlyList<string> NoTags = [];

    private readonly ConcurrentDictionary<ToolSetKind, FrozenSet<string>> _known = new();
    private readonly Lazy<List<Named<McpTool>>> _tools;
    private readonly Lazy<List<Named<McpPrompt>>> _prompts;

    public PortOffer(IReadOnlyList<PortMember> members)
    {
        Members = members;
        _tools = new Lazy<List<Named<McpTool>>>(() => Join(m => m.Exposure.Tools, t => t.Name));
        _prompts = new Lazy<List<Named<McpPrompt>>>(() => Join(m => m.Exposure.Prompts, p => p.Name));
    }

    public IReadOnlyList<PortMember> Members { get; }

    /// <summary>What the port has to choose a set by; case does not count.</summary>
    public IReadOnlySet<string> Known(ToolSetKind kind) =>
        _known.GetOrAdd(kind, k => Members.SelectMany(m => m.Exposure.Tools.SelectMany(t => k.ValuesOf(m, t.Tags)).Concat(k.ValuesOf(m, NoTags))).ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether anything is in the set.</summary>
    public bool HasAny(ToolSet set) =>
        Members.Any(m => m.Exposure.Tools.Any(t => set.Takes(m, t.Tags)) || ((m.Exposure.Resources.Count > 0 || m.Exposure.Prompts.Count > 0) && set.Takes(m, NoTags)));

    /// <summary>Whether the set has the same in it as it had in another offer, under the same names.</summary>
    public bool IsSame(PortOffer other, ToolSet set)
    {
        var hasSameMembers = Members.Count == other.Members.Count
            && Members.Zip(other.Members, (mine, theirs) => ReferenceEquals(mine.Exposure, theirs.Exposure) && mine.Mount == theirs.Mount).All(isSame => isSame);

        // Another surface may still change a name in a set that it has no part in.
        return hasSameMembers || (set != ToolSet.All && Contents(set).SequenceEqual(other.Contents(set)));
    }

    /// <summary>What is in a set.</summary>
    public McpOffer Of(ToolSet set, bool isDryRun) => new(
        [.. _tools.Value.Where(t => set.Takes(t.Member, t.Item.Tags)).Select(t => new ToolBinding(t.Name, t.Item, t.Member.Capability.Redactor, isDryRun, t.Member.Telemetry) { Server = t.Member.Exposure.Namespace, Origin = t.Member.Origin })],
        [
            .. Members.Where(m => set.Takes(m, NoTags)).SelectMany(m => m.Exposure.Resources, (m, r) => new ResourceBinding(r, m.Capability.Redactor, isDryRun, m.Telemetry))
                .DistinctBy(r => r.Resource.Uri.Text, StringComparer.Ordinal),
        ],
        [.. _prompts.Value.Where(p => set.Takes(p.Member, NoTags)).Select(p => new PromptBinding(p.Name, p.Item, p.Member.Capability.Redactor, isDryRun, p.Member.Telemetry))],
        new McpCaching(Members.Min(m => m.Exposure.Caching.TimeToLive), Members.All(m => m.Exposure.Caching.IsPublic)));

    /// <summary>Warns about resources that the joined server leaves out.</summary>
    public void Report(int port, ILogger log)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Members)
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

    /// <summary>What is in a set, each with its name.</summary>
    private IEnumerable<(string Name, object Item)> Contents(ToolSet set) =>
    [
        .. _tools.Value.Where(t => set.Takes(t.Member, t.Item.Tags)).Select(t => (t.Name, (object)t.Item)),
        .. Members.Where(m => set.Takes(m, NoTags)).SelectMany(m => m.Exposure.Resources, (_, r) => (r.Uri.Text, (object)r)),
        .. _prompts.Value.Where(p => set.Takes(p.Member, NoTags)).Select(p => (p.Name, (object)p.Item)),
    ];

    private List<Named<TItem>> Join<TItem>(Func<PortMember, IReadOnlyList<TItem>> items, Func<TItem, string> nameOf)
    {
        var all = Members.SelectMany(items, (m, i) => (Member: m, Item: i, Name: nameOf(i))).ToList();
        var clashing = Repeated(all.Select(a => a.Name));
        var clashingStill = Repeated(all.Where(a => clashing.Contains(a.Name)).Select(a => $"{a.Member.Exposure.Namespace}_{a.Name}"));
        var named = new List<Named<TItem>>(all.Count);
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
                named.Add(new Named<TItem>(member, item, name));
            }
        }

        return named;
    }

    /// <summary>A name that clients take: over 64 characters it is cut, and ends in a hash of what makes it unique.</summary>
    private static string Fit(string name, string mount, string own) =>
        name.Length <= MaxName ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mount}\n{own}")))[..8]}";

    private static HashSet<string> Repeated(IEnumerable<string> names) => [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key)];

    [LoggerMessage(LogLevel.Warning, "the resource '{Uri}' of {Mount} is not at /mcp of port {Port}: {Owner} has the same URI")]
    private static partial void LogHiddenResource(ILogger logger, string uri, string mount, int port, string owner);

    /// <summary>An item of a member with its name on the port.</summary>
    private readonly record struct Named<T>(PortMember Member, T Item, string Name);
}
