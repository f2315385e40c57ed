using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>A skill: what the front matter of its <c>SKILL.md</c> says (Agent Skills), its folder and its tools.</summary>
public sealed record SkillSpec
{
    public required string Name { get; init; }

    public required SourceSpan Span { get; init; }

    public string? Description { get; init; }

    public string? License { get; init; }

    public string? Compatibility { get; init; }

    /// <summary>The names of pre-approved tools, separated by spaces; opaque here.</summary>
    public string? AllowedTools { get; init; }

    public string? ArgumentHint { get; init; }

    /// <summary>Null when the file does not say.</summary>
    public bool? UserInvocable { get; init; }

    /// <summary>Null when the file does not say.</summary>
    public bool? DisableModelInvocation { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The folder of its files.</summary>
    public SpannedText? Location { get; init; }

    public IReadOnlyList<SkillToolSpec> Tools { get; init; } = [];
}
