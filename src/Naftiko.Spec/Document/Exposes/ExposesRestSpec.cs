namespace Naftiko.Spec.Document.Exposes;

/// <summary>A REST surface.</summary>
public sealed record ExposesRestSpec : ExposesSpec
{
    public IReadOnlyList<ExposedResourceSpec> Resources { get; init; } = [];

    /// <summary>The largest answer of bytes, where the consumed operation says nothing.</summary>
    public BinarySize? MaxBinarySize { get; init; }
}
