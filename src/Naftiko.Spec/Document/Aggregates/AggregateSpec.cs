using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Aggregates;

/// <summary>A named set of flows that exposed units reach by <c>ref</c>.</summary>
public sealed record AggregateSpec
{
    public required string Namespace { get; init; }

    public required SourceSpan Span { get; init; }

    /// <summary><c>functions</c> or <c>flows</c>.</summary>
    public IReadOnlyList<FlowSpec> Flows { get; init; } = [];
}
