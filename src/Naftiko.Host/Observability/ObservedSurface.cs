using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Observability;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Observability;

/// <summary>Observes what a surface answers over HTTP, its refusals included: a server span and the measurements of each request.</summary>
internal static class ObservedSurface
{
    private static readonly PathPattern OpenApiPath = PathPattern.Parse("/openapi.json");

    /// <summary>The surface with its routes observed; the very same one when nobody observes it. Its MCP server observes its own requests.</summary>
    public static Surface Observe(Surface surface, SurfaceTelemetry? telemetry) => telemetry is null ? surface : surface with
    {
        Routes = [.. surface.Routes.Select(route => route with { Handler = Observe(route.Handler, route.Method, route.Path, telemetry) })],
        OpenApi = surface.OpenApi is { } openApi ? WithoutPlaceholders(Observe((context, _) => openApi(context), "GET", OpenApiPath, telemetry)) : null,
    };

    private static RequestDelegate WithoutPlaceholders(RouteHandler handler) => context => handler(context, []);

    /// <summary>The raw path never names anything: it is the caller's, and there is no end of them.</summary>
    private static RouteHandler Observe(RouteHandler next, string method, PathPattern path, SurfaceTelemetry telemetry)
    {
        var route = path.Text;
        var operation = $"{method} {route}";
        return async (context, placeholders) =>
        {
            var asked = KnownMethod.Of(context.Request.Method);
            var name = asked == method ? operation : $"{asked} {route}";
            var request = telemetry.BeginRequest(name, method == Route.AnyMethod ? name : operation, CallerOf(context, telemetry.Formats));
            Describe(request.Span, asked, route);
            try
            {
                await next(context, placeholders);
            }
            catch (Exception exception)
            {
                var aborted = context.RequestAborted.IsCancellationRequested;
                End(request, StatusOf(exception, aborted), aborted ? null : exception.GetType().Name);
                throw;
            }

            End(request, context.Response.StatusCode, null);
        };
    }

    private static ActivityContext CallerOf(HttpContext context, TraceFormats formats) =>
        TraceHeaders.Read(name => context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null, formats);

    private static void Describe(Activity? span, string method, string route)
    {
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(TelemetryAttributes.HttpMethod, method);
            span.SetTag(TelemetryAttributes.HttpRoute, route);
            span.SetTag("url.scheme", "http");
        }
    }

    private static void End(ObservedRequest request, int status, string? exception)
    {
        var text = status.ToString(CultureInfo.InvariantCulture);
        request.Span?.SetTag(TelemetryAttributes.HttpStatus, status);
        request.End(text, status < StatusCodes.Status500InternalServerError ? null : exception ?? text);
    }

    /// <summary>The status that the dispatcher will make of it.</summary>
    private static int StatusOf(Exception exception, bool isAborted) => exception switch
    {
        _ when isAborted => StatusCodes.Status499ClientClosedRequest,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}
