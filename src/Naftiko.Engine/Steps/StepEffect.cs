namespace Naftiko.Engine.Steps;

/// <summary>What a step does to the world outside the run.</summary>
internal enum StepEffect
{
    /// <summary>It may change something: it runs alone, at its turn.</summary>
    Changes,

    /// <summary>It only reads: it may run beside others that read.</summary>
    Reads,

    /// <summary>Nothing: it works on what is there.</summary>
    None,
}
