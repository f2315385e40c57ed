using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/traces</c>: the requests that were answered last, the newest first, and each with its spans.</summary>
/// <param name="telemetry">What can be read at the moment.</param>
internal sealed class TracesEndpoint(Func<LocalTelemetry?> telemetry)
{
    /// <summary>All of them, or those whose <c>operation</c> holds a text, or whose <c>status</c> is OK or ERROR.</summary>
    public Task ListAsync(HttpContext context, string[] placeholders)
    {
        if (telemetry()?.Traces is not { } buffer)
        {
            return RefuseAsync(context);
        }

        var kept = buffer.Traces;
        var query = context.Request.Query;
        var shown = kept.Where(trace => trace.Root is { } root && Holds(root.Name, query["operation"]) && Is(StatusOf(root), query["status"]));
        return ControlJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("traces");
            foreach (var trace in shown)
            {
                json.WriteStartObject();
                json.WriteString("traceId", trace.TraceId);
                WriteSummary(json, trace.Root!); // filtered
                json.WriteNumber("spanCount", trace.SpanCount);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("bufferSize", buffer.Capacity);
            json.WriteNumber("bufferUsed", kept.Count);
        });
    }

    /// <summary>One, by its id. A caller may have sent several requests in it: the first gives it its name.</summary>
    public Task ShowAsync(HttpContext context, string[] placeholders)
    {
        if (telemetry()?.Traces is not { } buffer)
        {
            return RefuseAsync(context);
        }

        var parts = buffer.Find(placeholders[0]);
        if (parts is not [{ Root: { } root }, ..])
        {
            return Problem.WriteAsync(context, StatusCodes.Status404NotFound, Problem.NotFound, "Trace not found", "No trace of this id is kept: there was none, or newer ones have taken its place.");
        }

        return ControlJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("traceId", parts[0].TraceId);
            WriteSummary(json, root);
            json.WriteStartArray("spans");
            foreach (var span in parts.SelectMany(part => part.Spans))
            {
                Write(json, span);
            }

            json.WriteEndArray();
        });
    }

    private static void WriteSummary(Utf8JsonWriter json, LocalSpan root)
    {
        json.WriteString("operation", root.Name);
        json.WriteNumber("durationMs", MillisecondsOf(root));
        json.WriteString("status", StatusOf(root));
        json.WriteString("timestamp", root.Start);
    }

    private static void Write(Utf8JsonWriter json, LocalSpan span)
    {
        json.WriteStartObject();
        json.WriteString("spanId", span.SpanId);
        if (span.ParentSpanId is { } parent)
        {
            json.WriteString("parentSpanId", parent);
        }

        json.WriteString("name", span.Name);
        json.WriteString("kind", span.Kind.ToString().ToUpperInvariant());
        json.WriteNumber("durationMs", MillisecondsOf(span));
        json.WriteString("status", StatusOf(span));
        json.WriteEndObject();
    }

    private static double MillisecondsOf(LocalSpan span) => Math.Round(span.Duration.TotalMilliseconds, 3);

    private static string StatusOf(LocalSpan span) => span.IsError ? "ERROR" : "OK";

    private static bool Holds(string name, string? wanted) => string.IsNullOrEmpty(wanted) || name.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string status, string? wanted) => string.IsNullOrEmpty(wanted) || status.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context) => Problem.WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, Problem.Unavailable, "Nothing is traced", "Telemetry is not active for what this surface speaks of.");
}
