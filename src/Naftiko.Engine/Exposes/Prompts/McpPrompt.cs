using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes.Prompts;

/// <summary>A prompt of an MCP surface.</summary>
public abstract class McpPrompt
{
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The titles of its arguments, by slot; null where the file gives none.</summary>
    public required IReadOnlyList<string?> ArgumentTitles { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>Its arguments.</summary>
    public abstract InputSet Inputs { get; }

    /// <summary>The messages for arguments that <see cref="InputSet.Check"/> has passed.</summary>
    public abstract ValueTask<PromptAnswer> RenderAsync(Invocation run, CancellationToken cancellationToken);
}
