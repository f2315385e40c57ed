namespace Naftiko.Spec.Document.Exposes;

/// <summary>A message of a prompt.</summary>
/// <param name="IsAssistant">Whether the assistant says it rather than the user.</param>
/// <param name="Content">The text, with places for arguments.</param>
public sealed record PromptMessageSpec(bool IsAssistant, SpannedText Content);
