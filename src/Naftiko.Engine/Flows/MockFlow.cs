using Naftiko.Engine.Inputs;
using Naftiko.Engine.Outputs;

namespace Naftiko.Engine.Flows;

/// <summary>A unit that calls nothing: its outputs have values of their own.</summary>
internal sealed class MockFlow(InputSet inputs, Output output) : Flow(inputs, output)
{
    public override bool ReachesUpstream => false;

    private protected override ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        var answer = ShapedAnswer.Create(Output.Shape, default, run, 200, null);
        if (run.Failure is not { } failure)
        {
            return new(answer);
        }

        answer.Dispose();
        return new(failure);
    }
}
