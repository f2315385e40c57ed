using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>An MCP prompt: messages with places for its arguments, or the answer of a unit. Its arguments are the unit's inputs.</summary>
public sealed record McpPromptSpec : UnitSpec
{
    [SetsRequiredMembers]
    public McpPromptSpec(UnitSpec unit)
        : base(unit)
    {
    }

    public IReadOnlyList<PromptMessageSpec> Messages { get; init; } = [];

    /// <summary>The file that holds its only message.</summary>
    public SpannedText? Location { get; init; }
}
