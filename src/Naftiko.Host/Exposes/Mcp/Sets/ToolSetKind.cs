namespace Naftiko.Host.Exposes.Mcp.Sets;

/// <summary>What a tool set can be chosen by.</summary>
/// <param name="Name">For people: <c>tag</c>.</param>
/// <param name="Parameter">The query parameter: <c>tags</c>.</param>
/// <param name="ValuesOf">What a unit of a member has of it.</param>
internal sealed record ToolSetKind(string Name, string Parameter, Func<PortMember, IReadOnlyList<string>, IEnumerable<string>> ValuesOf)
{
    /// <summary>The kinds there are.</summary>
    public static readonly IReadOnlyList<ToolSetKind> All =
    [
        new("tag", "tags", (member, tags) => member.Capability.Info.Tags.Concat(tags)),
        new("namespace", "namespaces", (member, _) => [member.Exposure.Namespace]),
        new("file", "files", (member, _) => [member.File]),
    ];
}
