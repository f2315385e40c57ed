using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting;
using Naftiko.Host.Logging;
using Naftiko.Host.Observability;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary>Makes surfaces of control exposures: each speaks of its own file, the operator's of all.</summary>
/// <param name="server">What they speak of.</param>
/// <param name="log">The log that they show.</param>
/// <param name="observatory">What has been measured and traced.</param>
internal sealed class ControlAdapter(LiveServer server, ProcessLog log, Observatory observatory) : IDisposable
{
    // To read files takes a caller nothing and the process much: one at a time.
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly ConcurrentDictionary<string, LogStreamEndpoint> _streams = new(StringComparer.Ordinal);

    /// <summary>The surface at its place, with nothing that answers there.</summary>
    public static Surface Place(ControlExposure exposure, string folder) => new()
    {
        Kind = SurfaceKind.Control,
        Namespace = exposure.Namespace,
        Folder = folder,
        Span = exposure.Span,
        Port = exposure.Port,
        Address = exposure.Address,
        IsOfOperator = exposure.IsOfOperator,
    };

    public Surface Map(Capability capability, ControlExposure exposure, string folder)
    {
        var file = exposure.IsOfOperator ? null : capability.Path;
        var management = exposure.Management;
        var observability = exposure.Observability;
        Func<LocalTelemetry?> telemetry = exposure.IsOfOperator ? () => observatory.All : () => observatory.Of(capability);
        var traces = new TracesEndpoint(telemetry);
        var health = new HealthEndpoint(server, file);
        var status = new StatusEndpoint(server, file, exposure.IsOfOperator ? () => observatory.All is not null : () => observatory.IsObserving(capability));
        var levels = new LogLevelsEndpoint(server, file, log.Levels);
        var stream = new LogStreamEndpoint(server, file, log.Feed, management.Logs.MaxSubscribers);
        Forget(capability);
        _streams[capability.Path] = stream;
        return Place(exposure, folder) with
        {
            Routes =
            [
                .. Offer(management.HasHealth, "management.health", "/health/live", ("GET", HealthEndpoint.LiveAsync)).Select(Open),
                .. Offer(management.HasHealth, "management.health", "/health/ready", ("GET", health.ReadyAsync)).Select(Open),
                .. Offer(management.HasInfo, "management.info", "/status", ("GET", status.AnswerAsync)),
                .. Offer(management.HasReload, "management.reload", "/config/reload", ("POST", new ReloadEndpoint(server, file, _turn).AnswerAsync)),
                .. Offer(management.HasValidate, "management.validate", "/config/validate", ("POST", new ValidateEndpoint(server, file, _turn).AnswerAsync)),
                .. Offer(observability.IsEnabled && observability.HasMetrics, "observability.metrics", "/metrics", ("GET", new MetricsEndpoint(telemetry).AnswerAsync)),
                .. Offer(observability.IsEnabled && observability.HasTraces, "observability.traces", "/traces", ("GET", traces.ListAsync)),
                .. Offer(observability.IsEnabled && observability.HasTraces, "observability.traces", "/traces/{id}", ("GET", traces.ShowAsync)),
                .. Offer(management.Logs.HasLevels, "management.logs", "/logs", ("GET", levels.ShowAsync), ("PUT", levels.ChangeAsync)),
                .. Offer(management.Logs.HasStream, "management.logs.stream", "/logs/stream", ("GET", stream.AnswerAsync)),
                .. Offer(management.Scripting is not null, "management.scripting", "/scripting", ("GET", ScriptingEndpoint.AnswerAsync), ("PUT", ScriptingEndpoint.AnswerAsync)),
            ],
        };
    }

    /// <summary>Ends the streams of a file that is no longer served, or is loaded anew: clients come back.</summary>
    public void Forget(Capability capability)
    {
        if (_streams.TryRemove(capability.Path, out var stream))
        {
            stream.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var stream in _streams.Values)
        {
            stream.Dispose();
        }

        _turn.Dispose();
    }

    /// <summary>Probes come without a credential.</summary>
    private static Route Open(Route route) => route with { IsOpen = true };

    private static IEnumerable<Route> Offer(bool isOn, string setting, string path, params ReadOnlySpan<(string Method, RouteHandler Answer)> answers)
    {
        var pattern = PathPattern.Parse(path);
        if (!isOn)
        {
            return [new Route(Route.AnyMethod, pattern, (context, _) => RefuseAsync(context, setting))];
        }

        var routes = new List<Route>();
        foreach (var (method, answer) in answers)
        {
            routes.Add(new Route(method, pattern, answer));
        }

        return routes;
    }

    private static Task RefuseAsync(HttpContext context, string setting) => Problem.WriteAsync(
        context, StatusCodes.Status404NotFound, Problem.Disabled, "Not turned on", $"The capability file does not turn this on; '{setting}' of its control surface does.");
}
