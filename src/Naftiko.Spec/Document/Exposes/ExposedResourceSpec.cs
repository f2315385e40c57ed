using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>A path of a REST surface.</summary>
public sealed record ExposedResourceSpec
{
    public string? Name { get; init; }

    public required SpannedText Path { get; init; }

    public required SourceSpan Span { get; init; }

    public string? Description { get; init; }

    /// <summary>Those of all its operations.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<InputParameterSpec> Inputs { get; init; } = [];

    public IReadOnlyList<ExposedOperationSpec> Operations { get; init; } = [];

    /// <summary>The <c>forward</c> block, which relays any method to a consumed API.</summary>
    public ForwardSpec? Forward { get; init; }
}
