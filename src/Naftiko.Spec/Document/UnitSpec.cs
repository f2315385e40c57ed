using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Document.Steps;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Document;

/// <summary>What exposed operations, tools and flows have in common: something callable, with inputs, a way to the answer, and outputs.</summary>
public record UnitSpec
{
    public required SourceSpan Span { get; init; }

    /// <summary>Whether reading it has found errors: it is not what its author means, and does not run.</summary>
    public bool HasFaults { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<InputParameterSpec> Inputs { get; init; } = [];

    /// <summary>The consumed operation, as <c>namespace.operation</c>.</summary>
    public SpannedText? Call { get; init; }

    /// <summary>The flow of an aggregate, as <c>namespace.flow</c>.</summary>
    public SpannedText? Ref { get; init; }

    /// <summary>What feeds the call.</summary>
    public MappingNode? With { get; init; }

    public IReadOnlyList<StepSpec> Steps { get; init; } = [];

    public IReadOnlyList<MappingSpec> Mappings { get; init; } = [];

    public IReadOnlyList<OutputParameterSpec> Outputs { get; init; } = [];
}
