using System.Diagnostics;
using OpenTelemetry;

namespace Naftiko.Host.Observability.Tracing;

/// <summary>Which of a capability's traces are recorded, and where their spans go.</summary>
/// <param name="Sampler">Which.</param>
/// <param name="Buffers">Where whole traces are kept.</param>
/// <param name="Exporters">Where spans are sent.</param>
internal sealed record SpanRoute(TraceSampler Sampler, IReadOnlyList<TraceBuffer> Buffers, IReadOnlyList<BaseProcessor<Activity>> Exporters);
