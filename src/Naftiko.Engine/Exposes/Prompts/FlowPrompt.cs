using Naftiko.Engine.Flows;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Exposes.Prompts;

/// <summary>A prompt whose only message is the answer of a flow.</summary>
public sealed class FlowPrompt(Flow flow) : McpPrompt
{
    public override InputSet Inputs => flow.Inputs;

    public override async ValueTask<PromptAnswer> RenderAsync(Invocation run, CancellationToken cancellationToken)
    {
        var outcome = await flow.RunAsync(run, cancellationToken);
        if (outcome.Failure is { } failure)
        {
            return failure;
        }

        using var answer = outcome.Answer ?? throw new InvalidOperationException("An outcome is an answer or a failure.");
        return answer.Kind == AnswerKind.Binary
            ? new Failure(FailureKind.UpstreamMalformed, "the answer is bytes, and a prompt is text")
            : new PromptAnswer([new PromptMessage(IsAssistant: false, answer.Text())], null);
    }
}
