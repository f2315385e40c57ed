using System.Diagnostics;
using System.Globalization;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Observability;

/// <summary>
/// One sending of a request to an upstream, up to the last header of its answer: a client span, whose place in the trace goes with the
/// request, and what is measured. One that is left without an end was cancelled.
/// </summary>
internal sealed class ObservedSending : IDisposable
{
    private readonly SurfaceTelemetry _telemetry;
    private readonly Activity? _span;
    private readonly string _method;
    private readonly string _host;
    private readonly long _started = Stopwatch.GetTimestamp();
    private string? _error = ErrorTypes.Cancelled;
    private int? _status;

    public ObservedSending(SurfaceTelemetry telemetry, UpstreamName name, UpstreamRequest request)
    {
        _telemetry = telemetry;
        _method = KnownMethod.Of(request.Method.Method);
        _host = name.Host;
        _span = telemetry.StartSpan(name.Path is null ? _method : $"{_method} {name.Path}", ActivityKind.Client)
            ?.SetTag(TelemetryAttributes.HttpMethod, _method)
            .SetTag(TelemetryAttributes.ServerAddress, _host)
            .SetTag(TelemetryAttributes.ServerPort, name.Port)
            .SetTag(TelemetryAttributes.UrlTemplate, name.Path);

        // A trace that is not recorded is carried on too, so that the upstream does not begin one of its own.
        if ((_span ?? Activity.Current) is { } current)
        {
            request.CarryTrace(current.Context, telemetry.Formats);
        }
    }

    /// <summary>Says what came of it.</summary>
    public void End(UpstreamResult result)
    {
        if (result.TryGetResponse(out var response, out var failure))
        {
            _status = (int)response.Status;
            _error = _status >= 400 ? _status.Value.ToString(CultureInfo.InvariantCulture) : null;
        }
        else
        {
            _status = failure.UpstreamStatus;
            _error = ErrorTypes.Of(failure.Kind);
        }
    }

    public void Dispose()
    {
        var labels = new TagList
        {
            { TelemetryAttributes.Capability, _telemetry.Capability },
            { TelemetryAttributes.Namespace, _telemetry.Namespace },
            { TelemetryAttributes.HttpMethod, _method },
            { TelemetryAttributes.ServerAddress, _host },
        };
        if (_status is { } status)
        {
            labels.Add(TelemetryAttributes.HttpStatus, status);
            _span?.SetTag(TelemetryAttributes.HttpStatus, status);
        }

        if (_error is not null)
        {
            labels.Add(TelemetryAttributes.ErrorType, _error);
            _span?.SetTag(TelemetryAttributes.ErrorType, _error).SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
        _telemetry.Instruments.UpstreamRequests.Add(1, labels);
        _telemetry.Instruments.UpstreamDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, labels);
    }
}
