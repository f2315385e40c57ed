using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Consumes;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;
using Naftiko.Host.Hosting;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>Relays requests of any method to a consumed API, bodies in both directions as they come.</summary>
internal sealed class Forwarder
{
    private readonly RestForward _forward;
    private readonly Redactor _redactor;
    private readonly bool _isDryRun;
    private readonly SurfaceTelemetry? _telemetry;
    private readonly int _rest;
    private readonly PathPattern _pattern;

    private Forwarder(RestForward forward, Redactor redactor, bool isDryRun, SurfaceTelemetry? telemetry)
    {
        _telemetry = telemetry;
        _forward = forward;
        _redactor = redactor;
        _isDryRun = isDryRun;
        _pattern = PathPattern.Parse(forward.Path);
        _rest = _pattern.Names.ToList().FindIndex(n => n.Equals("path", StringComparison.OrdinalIgnoreCase));
        _rest = _rest < 0 && _pattern.Segments is [.., RestSegment] ? _pattern.Names.Count - 1 : _rest;
    }

    /// <summary>The routes of a forward; one whose path ends in the rest also answers without any rest.</summary>
    public static IEnumerable<Route> Map(RestForward forward, Redactor redactor, bool isDryRun, SurfaceTelemetry? telemetry)
    {
        var forwarder = new Forwarder(forward, redactor, isDryRun, telemetry);
        yield return new Route(Route.AnyMethod, forwarder._pattern, forwarder.HandleAsync) { Span = forward.Span };
        if (forwarder._pattern.Segments is [.., RestSegment])
        {
            var parent = PathPattern.Parse(forward.Path[..forward.Path.LastIndexOf('/')]);
            yield return new Route(Route.AnyMethod, parent, forwarder.HandleAsync) { Span = forward.Span };
        }
    }

    private Task HandleAsync(HttpContext context, string[] placeholders)
    {
        var isGiven = _rest >= 0 && _rest < placeholders.Length;
        return ForwardAsync(context, isGiven ? placeholders[_rest] : context.Request.Path.Value is [.., '/'] ? "/" : "");
    }

    private async Task ForwardAsync(HttpContext context, string path)
    {
        if (await RefuseAsync(context))
        {
            return;
        }

        var request = Request(context, path);
        if (_isDryRun)
        {
            await DescribeAsync(context, request);
            return;
        }

        var result = await _forward.Call.SendAsync(request, context.RequestAborted);
        if (!result.TryGetResponse(out var response, out var failure))
        {
            await RestResults.WriteFailureAsync(context, failure, _redactor);
            return;
        }

        using (response)
        {
            await ForwardedAnswer.WriteAsync(context, response, body => _redactor.Redact(_forward.Call.Redact(body)));
        }
    }

    private async Task DescribeAsync(HttpContext context, ForwardRequest request)
    {
        var outcome = await _forward.Call.DescribeAsync(request, context.RequestAborted);
        if (outcome.Answer is not { } answer)
        {
            await RestResults.WriteFailureAsync(context, outcome.Failure ?? throw new InvalidOperationException("An outcome is an answer or a failure."), _redactor);
            return;
        }

        using (answer)
        {
            context.Response.ContentType = answer.ContentType;
            await RestResults.WriteWholeAsync(context, answer);
        }
    }

    /// <summary>Answers what cannot be relayed.</summary>
    private static async ValueTask<bool> RefuseAsync(HttpContext context)
    {
        var upgrade = context.Request.Headers.Upgrade.ToString();
        var isWebSocket = upgrade.Contains("websocket", StringComparison.OrdinalIgnoreCase)
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
        if (isWebSocket)
        {
            await Problem.WriteAsync(context, StatusCodes.Status501NotImplemented, Problem.NotSupported, "Not supported", "WebSocket connections are not forwarded.");
            return true;
        }

        // TRACE would show the caller the credential that is added on the way (RFC 9110 section 9.3.8); CONNECT is no request to a resource.
        if (HttpMethods.IsTrace(context.Request.Method) || HttpMethods.IsConnect(context.Request.Method))
        {
            await Problem.WriteAsync(context, StatusCodes.Status501NotImplemented, Problem.NotSupported, "Not supported", $"{context.Request.Method} is not forwarded.");
            return true;
        }

        return false;
    }

    private ForwardRequest Request(HttpContext context, string path)
    {
        var request = context.Request;
        var connection = request.Headers.Connection;
        var hasBody = request.ContentLength != 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
        var passed = !hasBody
            ? null
            : new PassedBody(request.Body, request.ContentLength, request.ContentType) { ContentEncoding = request.Headers.TryGetValue(HeaderNames.ContentEncoding, out var coding) ? coding.ToString() : null };
        return new ForwardRequest(request.Method, path, request.QueryString.HasValue ? request.QueryString.Value![1..] : "", Header, passed)
        {
            ExpectsContinue = ForwardedAnswer.Names(request.Headers.Expect, "100-continue"),
            Telemetry = _telemetry,
        };

        // What the Connection header names belongs to this connection (RFC 9110 section 7.6.1).
        IReadOnlyList<string?> Header(string name) =>
            request.Headers.TryGetValue(name, out var values) && !connection.Any(c => ForwardedAnswer.Names(c, name)) ? [.. values] : [];
    }
}
