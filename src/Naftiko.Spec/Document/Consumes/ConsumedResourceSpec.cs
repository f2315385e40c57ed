using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Consumes;

/// <summary>A path of a consumed API and its operations.</summary>
public sealed record ConsumedResourceSpec
{
    public string? Name { get; init; }

    public required SpannedText Path { get; init; }

    public required SourceSpan Span { get; init; }

    public IReadOnlyList<InputParameterSpec> Inputs { get; init; } = [];

    public IReadOnlyList<ConsumedOperationSpec> Operations { get; init; } = [];
}
