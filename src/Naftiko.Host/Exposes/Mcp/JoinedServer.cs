using System.Security.Cryptography;
using System.Text;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;

namespace Naftiko.Host.Exposes.Mcp;

/// <summary>One of several MCP surfaces that share a server.</summary>
/// <param name="Capability">Whose it is.</param>
/// <param name="Exposure">What it lists.</param>
/// <param name="Folder">The file's folder below the served root.</param>
/// <param name="Mount">Its full mount.</param>
internal sealed record JoinedServer(Capability Capability, McpExposure Exposure, string Folder, string Mount)
{
    private const int MaxToolName = 64;

    /// <summary>All tools under one roof. Names that clash take their namespace, and the folder where that still clashes, in front.</summary>
    /// <param name="servers">The surfaces, in order.</param>
    /// <param name="isDryRun">Whether calls answer with the upstream request instead of sending it.</param>
    public static IReadOnlyList<ToolBinding> Join(IReadOnlyList<JoinedServer> servers, bool isDryRun)
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
                tools.Add(new ToolBinding(name, tool, server.Capability.Redactor, isDryRun));
            }
        }

        return tools;
    }

    /// <summary>A name that clients take: over 64 characters it is cut, and ends in a hash of what makes it unique.</summary>
    private static string Fit(string name, string mount, string tool) =>
        name.Length <= MaxToolName ? name : $"{name[..55]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mount}\n{tool}")))[..8]}";

    private static HashSet<string> Repeated(IEnumerable<string> names) =>
        [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key)];
}
