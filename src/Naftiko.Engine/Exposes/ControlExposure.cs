using Naftiko.Spec.Document.Exposes.Control;

namespace Naftiko.Engine.Exposes;

/// <summary>A control surface.</summary>
public sealed class ControlExposure(ExposurePlace place) : Exposure(place)
{
    /// <summary>Whether the operator asks for it rather than a file: then it speaks of the whole process.</summary>
    public bool IsOfOperator { get; init; }

    public required ManagementSpec Management { get; init; }

    public required ObservabilitySpec Observability { get; init; }

    /// <summary>Where traces and metrics are sent (OTLP); null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }
}
