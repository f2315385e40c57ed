using Naftiko.Host.Observability.Metering;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Observability;

/// <summary>What can be read in this process about one capability, or about all of them together.</summary>
/// <param name="Traces">Its last traces; null when none are kept.</param>
/// <param name="Metrics">What was measured; null when nothing is.</param>
internal sealed record LocalTelemetry(TraceBuffer? Traces, MetricsView? Metrics);
