using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary>
/// The probes. Live: the process answers. Ready: requests may be sent here, which is so while every port is open and nobody has asked the
/// process to stop. What is wrong in a file makes no difference: its other units are served, and every replica has the same file.
/// </summary>
internal sealed class HealthEndpoint(LiveServer server, string? file)
{
    /// <summary>A probe that comes every second must not carry thousands of surfaces.</summary>
    private const int MaxAdapters = 100;

    public static Task LiveAsync(HttpContext context, string[] placeholders) =>
        ControlJson.WriteAsync(context, StatusCodes.Status200OK, json => json.WriteString("status", "UP"));

    public Task ReadyAsync(HttpContext context, string[] placeholders)
    {
        var adapters = new ControlView(server.Status, file).Adapters.ToList();
        var counted = adapters.FindAll(a => a.Kind is not SurfaceKind.Control);
        var started = counted.Count(a => a.IsStarted);
        var isReady = started == counted.Count && !server.IsDraining;
        return ControlJson.WriteAsync(context, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("status", isReady ? "UP" : "DEGRADED");
            if (server.IsDraining)
            {
                json.WriteBoolean("draining", true);
            }

            json.WriteNumber("started", started);
            json.WriteNumber("total", counted.Count);
            ControlJson.WriteAdapters(json, adapters.OrderBy(a => a.IsStarted).Take(MaxAdapters));
        });
    }
}
