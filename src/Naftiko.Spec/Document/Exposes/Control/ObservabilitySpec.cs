namespace Naftiko.Spec.Document.Exposes.Control;

/// <summary>The <c>observability</c> block of a control surface: what is measured and traced, and where it can be read.</summary>
public sealed record ObservabilitySpec
{
    /// <summary>Whether anything is measured or traced.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary><c>/metrics</c>.</summary>
    public bool HasMetrics { get; init; } = true;

    /// <summary><c>/traces</c>.</summary>
    public bool HasTraces { get; init; } = true;

    /// <summary>The share of traces that are recorded, from 0 to 1.</summary>
    public double Sampling { get; init; } = 1;

    /// <summary>The headers that carry a trace to upstreams.</summary>
    public TracePropagation Propagation { get; init; }

    /// <summary>How many finished traces are kept for <c>/traces</c>.</summary>
    public int TraceBufferSize { get; init; } = 100;

    /// <summary>Where traces and metrics are sent (OTLP), with its templates.</summary>
    public SpannedText? OtlpEndpoint { get; init; }
}
