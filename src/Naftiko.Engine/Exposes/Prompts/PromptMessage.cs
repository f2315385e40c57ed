namespace Naftiko.Engine.Exposes.Prompts;

/// <summary>A rendered message.</summary>
/// <param name="IsAssistant">Whether the assistant says it rather than the user.</param>
/// <param name="Text">The text.</param>
public readonly record struct PromptMessage(bool IsAssistant, string Text);
