using Naftiko.Engine.Flows;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>A tool of an MCP surface.</summary>
/// <param name="Name">As listed: <c>[A-Za-z0-9_.-]</c>, at most 64 characters.</param>
/// <param name="WrittenName">As the file writes it.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">For the model.</param>
/// <param name="Hints">The annotations, declared or inferred.</param>
/// <param name="Flow">What it does.</param>
/// <param name="Span">Where it stands.</param>
public sealed record McpTool(string Name, string WrittenName, string? Title, string? Description, McpToolHints Hints, Flow Flow, SourceSpan Span)
{
    /// <summary>What tools are grouped and found by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
