using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Steps;

/// <summary>
/// Runs steps of which some begin before their turn: those that only read begin as soon as the last step that they read, and the last that may
/// change something, has succeeded. Everything else happens in the order of the file, so that neither the answer, nor what is sent, nor
/// the step that is said to have failed depends on who is faster.
/// </summary>
internal sealed class StepSchedule
{
    /// <summary>The most steps of one run that are on their way together.</summary>
    public const int MaxTogether = 8;

    private readonly IReadOnlyList<Step> _steps;
    private readonly int[][] _beside;

    private StepSchedule(IReadOnlyList<Step> steps, int[][] beside)
    {
        _steps = steps;
        _beside = beside;
    }

    /// <summary>The schedule, or null where every step has to await the one before it.</summary>
    public static StepSchedule? Of(IReadOnlyList<Step> steps)
    {
        var beside = new List<int>[steps.Count];
        var change = -1;
        foreach (var step in steps)
        {
            beside[step.Slot] = [];
            if (step.Effect == StepEffect.Reads)
            {
                // When all steps before this one have succeeded, it may begin.
                var begin = Math.Max(Math.Max(step.LastRead, change) + 1, step.Slot - MaxTogether + 1);
                if (begin < step.Slot)
                {
                    beside[begin].Add(step.Slot);
                }
            }
            else if (step.Effect == StepEffect.Changes)
            {
                change = step.Slot;
            }
        }

        return Array.Exists(beside, b => b.Count > 0) ? new StepSchedule(steps, [.. beside.Select(b => b.ToArray())]) : null;
    }

    /// <summary>Runs all steps, or those up to the first that fails; what had begun before its turn is cancelled then.</summary>
    public async ValueTask<Failure?> RunAsync(Invocation run, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = new Task<Failure?>?[_steps.Count];
        try
        {
            foreach (var step in _steps)
            {
                var turn = begun[step.Slot] ?? RunAsync(step, run, cancellationToken);
                foreach (var early in _beside[step.Slot])
                {
                    begun[early] = RunAsync(_steps[early], run.Beside(), end.Token);
                }

                if (await turn is { } failure)
                {
                    return failure;
                }
            }

            return null;
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(begun.OfType<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Failure?> RunAsync(Step step, Invocation run, CancellationToken cancellationToken) =>
        (await step.RunAsync(run, cancellationToken) ?? run.Failure) is { } failure ? failure with { Step = step.Name } : null;
}
