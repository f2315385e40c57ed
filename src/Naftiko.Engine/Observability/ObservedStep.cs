using System.Diagnostics;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Observability;

/// <summary>One run of a step: a span and its duration. One that is left without an end was cancelled.</summary>
internal sealed class ObservedStep : IDisposable
{
    private readonly SurfaceTelemetry _telemetry;
    private readonly string _type;
    private readonly Activity? _span;
    private readonly long _started = Stopwatch.GetTimestamp();
    private string? _error = ErrorTypes.Cancelled;

    public ObservedStep(SurfaceTelemetry telemetry, string type, string name, int index)
    {
        _telemetry = telemetry;
        _type = type;
        _span = telemetry.StartSpan($"{type} {name}", ActivityKind.Internal)
            ?.SetTag(TelemetryAttributes.StepType, type).SetTag(TelemetryAttributes.StepName, name).SetTag(TelemetryAttributes.StepIndex, index);
    }

    /// <summary>Says how it ended.</summary>
    public void End(Failure? failure) => _error = ErrorTypes.Of(failure);

    public void Dispose()
    {
        var labels = new TagList
        {
            { TelemetryAttributes.Capability, _telemetry.Capability },
            { TelemetryAttributes.Namespace, _telemetry.Namespace },
            { TelemetryAttributes.StepType, _type },
        };
        if (_error is not null)
        {
            labels.Add(TelemetryAttributes.ErrorType, _error);
            _span?.SetTag(TelemetryAttributes.ErrorType, _error).SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
        _telemetry.Instruments.StepDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, labels);
    }
}
