namespace Naftiko.Spec.Document.Exposes.Control;

/// <summary>The <c>management</c> block of a control surface: which of its endpoints there are.</summary>
public sealed record ManagementSpec
{
    /// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
    public bool HasHealth { get; init; } = true;

    /// <summary><c>/status</c>.</summary>
    public bool HasInfo { get; init; }

    /// <summary><c>/config/reload</c>.</summary>
    public bool HasReload { get; init; }

    /// <summary><c>/config/validate</c>.</summary>
    public bool HasValidate { get; init; }

    /// <summary><c>/logs</c> and <c>/logs/stream</c>.</summary>
    public LogEndpointsSpec Logs { get; init; } = LogEndpointsSpec.None;

    /// <summary>The defaults and limits of script steps; null when the block has none.</summary>
    public ScriptingSpec? Scripting { get; init; }
}
