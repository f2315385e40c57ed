using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
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
    /// <summary>The call behind the steps whose answer, bytes, is passed on whole; null: none.</summary>
    public CallStep? Ending { get; init; }

    /// <summary>Null where no two steps may run side by side.</summary>
    private readonly StepSchedule? _schedule = StepSchedule.Of(steps);

    private protected override async ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        run.Steps = new JsonElement?[steps.Count];
        run.Ending = mappings is null && Ending is null ? new EndingResponse(steps.Count - 1) : null;
        Outcome outcome = default;
        try
        {
            return outcome = await AnswerAsync(run, cancellationToken);
        }
        finally
        {
            if (outcome.Answer is null)
            {
                run.Ending?.Dispose();
            }
        }
    }

    private async ValueTask<Outcome> AnswerAsync(Invocation run, CancellationToken cancellationToken)
    {
        if (run.IsDryRun && await DescribeAsync(run, cancellationToken) is { } described)
        {
            return described;
        }

        if ((_schedule is null ? await RunInOrderAsync(run, cancellationToken) : await _schedule.RunAsync(run, cancellationToken)) is { } failure)
        {
            return failure;
        }

        if (Ending is not null)
        {
            return await EndAsync(Ending, run, cancellationToken);
        }

        var result = mappings is null ? run.Steps[^1] ?? default : JsonBuilder.Build(mappings, run).Element;
        return run.Failure is { } late ? late : Answer(result, run);
    }

    private Answer Answer(JsonElement result, Invocation run)
    {
        var response = run.Ending?.Response;
        var status = response is null ? 200 : (int)response.Status;
        return response is not null && Output.IsIdentity && result.ValueKind == JsonValueKind.Undefined
            ? new Answer(status, AnswerKind.Empty, null, default, null, response)
            : ShapedAnswer.Create(Output.Shape, result, run, CallFlow.StatusWithBody(status), response);
    }

    private async ValueTask<Outcome> EndAsync(CallStep ending, Invocation run, CancellationToken cancellationToken)
    {
        using var observed = run.Telemetry?.BeginStep(ending.Type, ending.Name, ending.Slot);
        var outcome = await CallFlow.AnswerAsync(ending.Call, Output, run, cancellationToken);
        observed?.End(outcome.Failure);
        return outcome.Failure is { } failure ? failure with { Step = ending.Name } : outcome;
    }

    private async ValueTask<Failure?> RunInOrderAsync(Invocation run, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if ((await step.RunAsync(run, cancellationToken) ?? run.Failure) is { } failure)
            {
                return failure with { Step = step.Name };
            }
        }

        return null;
    }

    /// <summary>The first request that would be sent; null when none would.</summary>
    private async ValueTask<Outcome?> DescribeAsync(Invocation run, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (step is CallStep call)
            {
                using var request = call.Call.Render(run);
                return request is null ? CallFlow.RunFailure(run) : await DryRun.DescribeAsync(request, cancellationToken);
            }

            if (await step.RunAsync(run, cancellationToken) is { } failure)
            {
                return failure with { Step = step.Name };
            }
        }

        return null;
    }
}
