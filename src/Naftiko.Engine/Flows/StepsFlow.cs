using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Outputs;
using Naftiko.Engine.Steps;

namespace Naftiko.Engine.Flows;

/// <summary>Several steps in order; the answer is what the mappings build of theirs, or the last one's.</summary>
/// <param name="inputs">The inputs.</param>
/// <param name="output">The shape of the answer.</param>
/// <param name="steps">The steps, by slot.</param>
/// <param name="mappings">The answer's members; null: the last step's answer is it.</param>
internal sealed class StepsFlow(InputSet inputs, Output output, IReadOnlyList<Step> steps, ObjectExpression? mappings) : Flow(inputs, output)
{
    private protected override async ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        run.Steps = new JsonElement?[steps.Count];
        foreach (var step in steps)
        {
            if (run.IsDryRun && step is CallStep call)
            {
                using var request = call.Call.Render(run);
                return request is null ? CallFlow.RunFailure(run) : await DryRun.DescribeAsync(request, cancellationToken);
            }

            if (await step.RunAsync(run, cancellationToken) is { } failure)
            {
                return failure with { Step = step.Name };
            }
        }

        var result = mappings is null ? run.Steps[^1] ?? default : JsonBuilder.Build(mappings, run).Element;
        return run.Failure is { } late ? late : ShapedAnswer.Create(Output.Shape, result, run, 200, null);
    }
}
