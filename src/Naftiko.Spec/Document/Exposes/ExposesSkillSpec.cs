namespace Naftiko.Spec.Document.Exposes;

/// <summary>A surface that describes skills to agents; it runs nothing itself.</summary>
public sealed record ExposesSkillSpec : ExposesSpec
{
    public IReadOnlyList<SkillSpec> Skills { get; init; } = [];
}
