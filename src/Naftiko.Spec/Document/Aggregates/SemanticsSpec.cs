namespace Naftiko.Spec.Document.Aggregates;

/// <summary>What a flow promises; tools that refer to it derive their hints from this.</summary>
public sealed record SemanticsSpec(bool? Safe, bool? Idempotent, bool? Cacheable);
