namespace Naftiko.Spec.Diagnostics;

/// <summary>What a diagnostic means for the unit it names.</summary>
public enum Severity
{
    /// <summary>Advice.</summary>
    Info,

    /// <summary>The unit runs, but deviates from the specification or is suspicious.</summary>
    Warning,

    /// <summary>The unit cannot run; its siblings do.</summary>
    Error,
}
