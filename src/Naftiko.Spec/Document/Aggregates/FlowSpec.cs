using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Document.Aggregates;

/// <summary>A flow of an aggregate.</summary>
public sealed record FlowSpec : UnitSpec
{
    [SetsRequiredMembers]
    public FlowSpec(UnitSpec unit, SemanticsSpec? semantics)
        : base(unit) => Semantics = semantics;

    public SemanticsSpec? Semantics { get; }
}
