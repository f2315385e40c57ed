using System.Diagnostics;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Observability;

/// <summary>One run of an aggregate's flow: a span.</summary>
internal sealed class ObservedFlow : IDisposable
{
    private readonly Activity? _span;

    public ObservedFlow(SurfaceTelemetry telemetry, string reference) =>
        _span = telemetry.StartSpan($"flow {reference}", ActivityKind.Internal)?.SetTag(TelemetryAttributes.AggregateRef, reference);

    /// <summary>Says how it ended.</summary>
    public void End(Failure? failure)
    {
        if (ErrorTypes.Of(failure) is { } error)
        {
            _span?.SetTag(TelemetryAttributes.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose() => _span?.Dispose();
}
