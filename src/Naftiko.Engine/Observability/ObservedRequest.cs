using System.Diagnostics;

namespace Naftiko.Engine.Observability;

/// <summary>One request of a caller, from its arrival to its answer: a span, and what is measured when it ends.</summary>
public sealed class ObservedRequest
{
    private readonly SurfaceTelemetry _telemetry;
    private readonly string _operation;
    private readonly long _started = Stopwatch.GetTimestamp();

    internal ObservedRequest(SurfaceTelemetry telemetry, string name, string operation, ActivityContext parent)
    {
        _telemetry = telemetry;
        _operation = operation;
        Span = telemetry.Source.StartActivity(name, ActivityKind.Server, parent);
        if (Span is { IsAllDataRequested: true } span)
        {
            span.SetTag(TelemetryAttributes.Capability, telemetry.Capability);
            span.SetTag(TelemetryAttributes.Namespace, telemetry.Namespace);
            span.SetTag(TelemetryAttributes.AdapterType, telemetry.AdapterType);
            span.SetTag(TelemetryAttributes.OperationId, operation);
        }
    }

    /// <summary>Its span, for further attributes; null when nobody traces.</summary>
    public Activity? Span { get; }

    /// <summary>Ends it.</summary>
    /// <param name="status">The status of its answer: of a small set, <c>200</c> or <c>OK</c>.</param>
    /// <param name="error">The kind of its failure; null when it did not fail.</param>
    public void End(string status, string? error)
    {
        if (error is not null)
        {
            Span?.SetTag(TelemetryAttributes.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }

        Span?.Dispose();
        var labels = new TagList
        {
            { TelemetryAttributes.Capability, _telemetry.Capability },
            { TelemetryAttributes.Namespace, _telemetry.Namespace },
            { TelemetryAttributes.AdapterType, _telemetry.AdapterType },
            { TelemetryAttributes.OperationId, _operation },
        };
        if (error is not null)
        {
            var errorLabels = labels;
            errorLabels.Add(TelemetryAttributes.ErrorType, error);
            _telemetry.Instruments.RequestErrors.Add(1, errorLabels);
        }

        labels.Add(TelemetryAttributes.Status, status);
        _telemetry.Instruments.Requests.Add(1, labels);
        _telemetry.Instruments.RequestDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, labels);
    }
}
