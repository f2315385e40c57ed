using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Steps;

/// <summary>A step that this version reads but cannot run; it fails before anything behind it is sent.</summary>
internal sealed class RefusedStep(string name, int slot, Failure refusal) : Step(name, slot)
{
    public override string Type => "script";

    private protected override ValueTask<Failure?> RunCoreAsync(Invocation run, CancellationToken cancellationToken) => new(refusal);
}
