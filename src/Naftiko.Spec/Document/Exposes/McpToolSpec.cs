using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An MCP tool.</summary>
public sealed record McpToolSpec : UnitSpec
{
    [SetsRequiredMembers]
    public McpToolSpec(UnitSpec unit, McpToolHints hints)
        : base(unit) => Hints = hints;

    public McpToolHints Hints { get; }
}
