using System.Text;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Metering;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/metrics</c>: what was measured, for Prometheus.</summary>
/// <param name="telemetry">What can be read at the moment.</param>
internal sealed class MetricsEndpoint(Func<LocalTelemetry?> telemetry)
{
    public async Task AnswerAsync(HttpContext context, string[] placeholders)
    {
        if (telemetry()?.Metrics is not { } metrics)
        {
            await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Problem.Unavailable, "Nothing is measured", "Telemetry is not active for what this surface speaks of.");
            return;
        }

        var text = Encoding.UTF8.GetBytes(metrics.Text());
        context.Response.ContentType = MetricsView.ContentType;
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(text, CancellationToken.None);
    }
}
