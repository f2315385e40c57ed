using Naftiko.Engine.Expressions;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Flows;

/// <summary>A unit that is a flow of an aggregate, with its own names for the inputs.</summary>
/// <param name="inputs">The unit's inputs.</param>
/// <param name="target">The aggregate's flow.</param>
/// <param name="arguments">What feeds each of its inputs, by slot; null: nothing.</param>
/// <param name="reference">What the file calls the flow.</param>
internal sealed class ReferFlow(InputSet inputs, Flow target, IReadOnlyList<Expression?> arguments, string reference) : Flow(inputs, target.Output)
{
    /// <summary>The largest answer of bytes that the unit's surface takes.</summary>
    public BinarySize? MaxBinarySize { get; init; }

    public override bool ReachesUpstream => target.ReachesUpstream;

    private protected override async ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        var values = new Value[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i]?.Evaluate(run) ?? Value.Absent;
        }

        var inner = new Invocation(values)
        {
            IsDryRun = run.IsDryRun,
            CanStream = run.CanStream,
            Body = run.Body,
            MaxBinarySize = MaxBinarySize ?? run.MaxBinarySize,
            Telemetry = run.Telemetry,
        };
        if (run.Failure is { } failure)
        {
            return failure;
        }

        target.Inputs.Check(inner);
        using var observed = run.Telemetry?.BeginFlow(reference);
        var outcome = await target.RunAsync(inner, cancellationToken);
        observed?.End(outcome.Failure);
        return outcome;
    }
}
