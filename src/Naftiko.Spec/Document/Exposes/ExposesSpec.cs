using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>A surface of a capability.</summary>
public abstract record ExposesSpec
{
    /// <summary>Null when the file gives none.</summary>
    public string? Namespace { get; init; }

    public required SourceSpan Span { get; init; }

    public int? Port { get; init; }

    public SpannedText? Address { get; init; }

    public string? Description { get; init; }

    public AuthenticationSpec? Authentication { get; init; }
}
