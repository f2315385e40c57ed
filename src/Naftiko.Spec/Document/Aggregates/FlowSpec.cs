using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Aggregates;

/// <summary>A flow of an aggregate.</summary>
public sealed record FlowSpec : UnitSpec
{
    [SetsRequiredMembers]
    public FlowSpec(UnitSpec unit, SemanticsSpec? semantics, string? outputMediaType)
        : base(unit)
    {
        Semantics = semantics;
        OutputMediaType = outputMediaType;
    }

    public SemanticsSpec? Semantics { get; init; }

    /// <summary>The media type that its answers are passed on as; stronger than the consumed operation's.</summary>
    public string? OutputMediaType { get; }
}
