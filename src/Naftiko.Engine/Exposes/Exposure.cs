using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>A surface of a capability, ready to be mounted, without anything of a transport. Immutable.</summary>
public abstract class Exposure
{
    public required string Namespace { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>The port asked for.</summary>
    public required int Port { get; init; }

    /// <summary>The address asked for; null: the default.</summary>
    public string? Address { get; init; }

    public string? Description { get; init; }

    /// <summary>Who is let in.</summary>
    public Guard? Guard { get; init; }
}
