using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>A surface of a capability, ready to be mounted, without anything of a transport. Immutable.</summary>
public abstract class Exposure(ExposurePlace place)
{
    public string Namespace => place.Namespace;

    public SourceSpan Span => place.Span;

    /// <summary>The port asked for.</summary>
    public int Port => place.Port;

    /// <summary>The address asked for; null: the default.</summary>
    public string? Address => place.Address;

    public string? Description => place.Description;

    /// <summary>Who is let in; null: everybody.</summary>
    public Guard? Guard => place.Guard;
}
