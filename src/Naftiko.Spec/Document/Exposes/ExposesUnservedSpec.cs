namespace Naftiko.Spec.Document.Exposes;

/// <summary>A surface of a kind that is read but not served.</summary>
/// <param name="Kind">control.</param>
public sealed record ExposesUnservedSpec(string Kind) : ExposesSpec;
