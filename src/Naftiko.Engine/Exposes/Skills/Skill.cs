using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes.Skills;

/// <summary>A skill as it is served.</summary>
/// <param name="Spec">What the file says of it.</param>
/// <param name="Files">Its folder; null when it has none here.</param>
/// <param name="Tools">The tools that lead somewhere.</param>
public sealed record Skill(SkillSpec Spec, SourceTree? Files, IReadOnlyList<SkillTool> Tools);
