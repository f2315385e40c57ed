namespace Naftiko.Engine.Exposes.Skills;

/// <summary>A surface that describes skills.</summary>
public sealed class SkillExposure(ExposurePlace place) : Exposure(place)
{
    /// <summary>In the file's order; names are unique.</summary>
    public required IReadOnlyList<Skill> Skills { get; init; }
}
