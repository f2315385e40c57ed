using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Exposes.Prompts;

/// <summary>What came of a prompt: its messages, or why there are none.</summary>
public readonly record struct PromptAnswer(IReadOnlyList<PromptMessage> Messages, Failure? Failure)
{
    public static implicit operator PromptAnswer(Failure failure) => new([], failure);
}
