using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Exposes.Prompts;

/// <summary>A prompt of written messages with places for its arguments.</summary>
/// <param name="inputs">Its arguments.</param>
/// <param name="messages">Who says what, in order.</param>
public sealed class TextPrompt(InputSet inputs, IReadOnlyList<(bool IsAssistant, Expression Content)> messages) : McpPrompt
{
    public override InputSet Inputs => inputs;

    public override ValueTask<PromptAnswer> RenderAsync(Invocation run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var rendered = new PromptMessage[messages.Count];
        for (var i = 0; i < rendered.Length; i++)
        {
            rendered[i] = new PromptMessage(messages[i].IsAssistant, messages[i].Content.Evaluate(run).AsText());
        }

        return new(run.Failure is { } failure ? failure : new PromptAnswer(rendered, null));
    }
}
