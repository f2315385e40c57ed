using System.Runtime.CompilerServices;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Outputs;

namespace Naftiko.Engine.Flows;

/// <summary>One call of a consumed operation whose answer, whole or shaped, is the flow's.</summary>
internal sealed class CallFlow(InputSet inputs, Output output, HttpCall call) : Flow(inputs, output)
{
    private protected override ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken) => AnswerAsync(call, Output, run, cancellationToken);

    /// <summary>Makes the call; its answer, whole or shaped, is the outcome.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    internal static async ValueTask<Outcome> AnswerAsync(HttpCall call, Output output, Invocation run, CancellationToken cancellationToken)
    {
        using var request = call.Render(run);
        if (request is null)
        {
            return RunFailure(run);
        }

        if (run.IsDryRun)
        {
            return await DryRun.DescribeAsync(request, cancellationToken);
        }

        var result = await call.JudgeAsync(request, await call.SendAsync(request, cancellationToken));
        if (!result.TryGetResponse(out var response, out var failure))
        {
            return failure;
        }

        Outcome outcome = default;
        try
        {
            outcome = output.Shape is { } shape
                ? await ShapeAsync(call, shape, response, run)
                : await UpstreamAnswer.WholeAsync(response, call.Format, run.CanStream, call.MaxBinarySize ?? run.MaxBinarySize);
            return outcome;
        }
        finally
        {
            if (outcome.Answer is null)
            {
                response.Dispose();
            }
        }
    }

    /// <summary>The failure of a run that could not make its request.</summary>
    internal static Failure RunFailure(Invocation run) => run.Failure ?? throw new InvalidOperationException("A request was not made and nobody said why.");

    private static async ValueTask<Outcome> ShapeAsync(HttpCall call, Shape shape, UpstreamResponse response, Invocation run)
    {
        var read = await UpstreamJson.ReadAsync(response, call.Format, call.MaxBinarySize ?? run.MaxBinarySize);
        using var document = read.Document;
        if (read.Failure is { } failure)
        {
            return failure;
        }

        return ShapedAnswer.Create(shape, document?.Root ?? default, run, StatusWithBody((int)response.Status), response, document);
    }

    /// <summary>The status for a body that is made here: one that promises no body cannot carry it.</summary>
    internal static int StatusWithBody(int status) => status is 204 or 205 or 304 ? 200 : status;
}
