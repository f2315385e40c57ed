using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Steps;

/// <summary>A step of a flow: leaves its answer in its slot of the run, or says why it has none.</summary>
internal abstract class Step(string name, int slot)
{
    public string Name => name;

    public int Slot => slot;

    /// <summary>What kind of step it is, as files call it.</summary>
    public abstract string Type { get; }

    public virtual StepEffect Effect { get; init; }

    /// <summary>The slot of the latest step whose answer it reads; -1 when it reads none.</summary>
    public int LastRead { get; init; } = -1;

    /// <summary>Runs the step; null when it succeeded.</summary>
    public ValueTask<Failure?> RunAsync(Invocation run, CancellationToken cancellationToken) =>
        run.Telemetry is null ? RunCoreAsync(run, cancellationToken) : ObserveAsync(run, run.Telemetry, cancellationToken);

    private protected abstract ValueTask<Failure?> RunCoreAsync(Invocation run, CancellationToken cancellationToken);

    private async ValueTask<Failure?> ObserveAsync(Invocation run, SurfaceTelemetry telemetry, CancellationToken cancellationToken)
    {
        using var observed = telemetry.BeginStep(Type, name, slot);
        var failure = await RunCoreAsync(run, cancellationToken);
        observed.End(failure);
        return failure;
    }
}
