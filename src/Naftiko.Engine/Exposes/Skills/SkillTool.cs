namespace Naftiko.Engine.Exposes.Skills;

/// <summary>A tool of a skill.</summary>
public abstract record SkillTool(string Name, string? Description);

/// <summary>A tool that is a unit of a sibling surface.</summary>
/// <param name="Name">Its name in the skill.</param>
/// <param name="Description">What it does.</param>
/// <param name="TargetNamespace">The surface.</param>
/// <param name="Action">The name of the unit there.</param>
/// <param name="Mode">rest or mcp.</param>
public sealed record DerivedTool(string Name, string? Description, string TargetNamespace, string Action, string Mode) : SkillTool(Name, Description);

/// <summary>A tool that is a text for the agent.</summary>
/// <param name="Name">Its name in the skill.</param>
/// <param name="Description">What it does.</param>
/// <param name="File">The path of the text below the skill's folder.</param>
public sealed record InstructionTool(string Name, string? Description, string File) : SkillTool(Name, Description);
