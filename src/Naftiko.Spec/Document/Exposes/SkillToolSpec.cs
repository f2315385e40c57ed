using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>A tool of a skill: a unit of a sibling surface, or instructions in a file.</summary>
public sealed record SkillToolSpec
{
    public required string Name { get; init; }

    public required SourceSpan Span { get; init; }

    public string? Description { get; init; }

    /// <summary>The namespace of the sibling surface.</summary>
    public SpannedText? SourceNamespace { get; init; }

    /// <summary>The name of its tool or operation.</summary>
    public SpannedText? Action { get; init; }

    /// <summary>A call that names the sibling unit which makes the same.</summary>
    public SpannedText? Call { get; init; }

    /// <summary>The path of the instructions below the skill's folder.</summary>
    public SpannedText? Instruction { get; init; }
}
