using Naftiko.Engine;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Tracing;
using Naftiko.Spec.Document.Exposes.Control;

namespace Naftiko.Host.Observability;

/// <summary>What a capability's file asks to be observed of it.</summary>
internal sealed record ObservationSettings
{
    /// <summary>A file that asks for nothing, where the operator does.</summary>
    public static ObservationSettings Nothing { get; } = new();

    /// <summary>Whether its measurements can be read at its control port.</summary>
    public bool HasMetrics { get; init; }

    /// <summary>How many of its traces are kept for its control port; 0: none.</summary>
    public int TraceBufferSize { get; init; }

    /// <summary>Which of its traces are recorded.</summary>
    public TraceSampler Sampler { get; init; } = TraceSampler.Default;

    /// <summary>How traces come and go on.</summary>
    public TraceFormats Formats { get; init; } = TraceFormats.W3C;

    /// <summary>Where its spans and measurements are sent; null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>What a capability's file asks for; null when it asks for nothing.</summary>
    public static ObservationSettings? Of(Capability capability)
    {
        ArgumentNullException.ThrowIfNull(capability);
        return capability.Control is not { Observability: { IsEnabled: true } asked } control ? null : new ObservationSettings
        {
            HasMetrics = asked.HasMetrics,
            TraceBufferSize = asked.HasTraces ? asked.TraceBufferSize : 0,
            Sampler = asked.Sampling < 1 ? new TraceSampler(asked.Sampling, FollowsParent: false) : TraceSampler.Default,
            Formats = asked.Propagation == TracePropagation.B3 ? TraceFormats.B3Multi : TraceFormats.W3C,
            OtlpEndpoint = control.OtlpEndpoint,
        };
    }
}
