using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Steps;

/// <summary>A step of a flow: leaves its answer in its slot of the run, or says why it has none.</summary>
internal abstract class Step(string name, int slot)
{
    public string Name => name;

    public int Slot => slot;

    public virtual StepEffect Effect { get; init; }

    /// <summary>The slot of the latest step whose answer it reads; -1 when it reads none.</summary>
    public int LastRead { get; init; } = -1;

    /// <summary>Runs the step; null when it succeeded.</summary>
    public abstract ValueTask<Failure?> RunAsync(Invocation run, CancellationToken cancellationToken);
}
