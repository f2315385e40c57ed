using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>A consumed HTTP API.</summary>
public sealed record ConsumesHttpSpec
{
    public required string Namespace { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary>The base URI, with its templates and placeholders; may be empty.</summary>
    public required SpannedText BaseUri { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<InputParameterSpec> Inputs { get; init; } = [];

    public AuthenticationSpec? Authentication { get; init; }

    public TunnelSpec? Tunnel { get; init; }

    public IReadOnlyList<ConsumedResourceSpec> Resources { get; init; } = [];
}
