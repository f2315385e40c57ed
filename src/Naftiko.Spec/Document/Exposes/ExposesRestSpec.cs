namespace Naftiko.Spec.Document.Exposes;

/// <summary>A REST surface.</summary>
public sealed record ExposesRestSpec : ExposesSpec
{
    public IReadOnlyList<ExposedResourceSpec> Resources { get; init; } = [];
}
