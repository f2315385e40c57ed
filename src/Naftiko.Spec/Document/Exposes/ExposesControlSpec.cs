using Naftiko.Spec.Document.Exposes.Control;

namespace Naftiko.Spec.Document.Exposes;

/// <summary>The control surface: how the capability is doing, for those who operate it.</summary>
public sealed record ExposesControlSpec : ExposesSpec
{
    public ManagementSpec Management { get; init; } = new();

    public ObservabilitySpec Observability { get; init; } = new();
}
