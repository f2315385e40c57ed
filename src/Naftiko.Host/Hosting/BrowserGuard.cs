using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Hosting.Listening;

namespace Naftiko.Host.Hosting;

/// <summary>
/// Keeps foreign web pages out: a page must not use its visitor's browser to reach what listens on the visitor's machine or network, neither directly
/// (<c>Sec-Fetch-Site</c>, <c>Origin</c>) nor by pointing its own name at a loopback address. Origins the operator lists get CORS instead.
/// </summary>
internal sealed class BrowserGuard
{
    private readonly HashSet<string> _origins;
    private readonly bool _allowsEveryOrigin;

    public BrowserGuard(IReadOnlyList<string> allowedOrigins)
    {
        _origins = new HashSet<string>(allowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);
        _allowsEveryOrigin = _origins.Contains("*");
    }

    /// <summary>Whether the request's <c>Host</c> is one, and one of loopback.</summary>
    public static (bool IsValid, bool IsLoopback) Inspect(HttpRequest request) =>
        HostName.TryParse(request.Headers.Host.ToString(), out var host) ? (true, host.IsLoopback) : (false, false);

    /// <summary>What answers instead of the surfaces; null when the request may go on. Sets the CORS headers of an allowed origin.</summary>
    public RouteHandler? Check(HttpContext context, AddressScope scope, bool isLoopbackHost)
    {
        if (scope.IsLoopback && !isLoopbackHost)
        {
            return RefuseHost;
        }

        var headers = context.Request.Headers;
        if (_origins.Count > 0)
        {
            context.Response.Headers.Append("Vary", "Origin");
        }

        if (headers.Origin is not [{ Length: > 0 } origin, ..])
        {
            return IsCrossSite(headers) && !_allowsEveryOrigin ? RefuseOrigin : null;
        }

        if (_allowsEveryOrigin || _origins.Contains(origin))
        {
            return AllowOrigin(context, origin);
        }

        return IsOwn(origin, headers.Host.ToString()) && !IsCrossSite(headers) ? null : RefuseOrigin;
    }

    private static bool IsCrossSite(IHeaderDictionary headers) => headers["Sec-Fetch-Site"] is ["cross-site", ..];

    /// <summary>Whether the page comes from the very host and port it calls; names of loopback are one host.</summary>
    private static bool IsOwn(string origin, string hostHeader)
    {
        var scheme = origin.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || !HostName.TryParse(origin.AsSpan(scheme + 3), out var page) || !HostName.TryParse(hostHeader, out var host))
        {
            return false;
        }

        // A proxy that ends TLS leaves Host without a port where the page has https's.
        var defaultPort = origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
        var isSameName = page.Name.Equals(host.Name, StringComparison.OrdinalIgnoreCase) || (page.IsLoopback && host.IsLoopback);
        return isSameName && (page.Port ?? defaultPort) == (host.Port ?? defaultPort);
    }

    /// <summary>Answers a preflight, or lets the origin's page read the answer (Fetch standard, CORS protocol). Cookies play no part.</summary>
    private static RouteHandler? AllowOrigin(HttpContext context, string origin)
    {
        var request = context.Request.Headers;
        var response = context.Response.Headers;
        response.AccessControlAllowOrigin = origin;
        if (context.Request.Method != "OPTIONS" || StringValues.IsNullOrEmpty(request.AccessControlRequestMethod))
        {
            response.AccessControlExposeHeaders = "*";
            return null;
        }

        response.AccessControlAllowMethods = request.AccessControlRequestMethod;
        response.AccessControlAllowHeaders = request.AccessControlRequestHeaders;
        response.AccessControlMaxAge = "600";
        response.Append("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
        if (request["Access-Control-Request-Private-Network"] is ["true", ..])
        {
            response["Access-Control-Allow-Private-Network"] = "true";
        }

        return NoContent;
    }

    private static Task NoContent(HttpContext context, string[] placeholders)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task RefuseHost(HttpContext context, string[] placeholders) => Problem.WriteAsync(
        context, 403, Problem.ForeignHost, "Foreign host name", "This listener is bound to loopback and answers only to loopback host names such as localhost.");

    private static Task RefuseOrigin(HttpContext context, string[] placeholders) => Problem.WriteAsync(
        context,
        403,
        Problem.ForeignOrigin,
        "Foreign origin",
        "Pages of other origins may not call this server unless it is started with --allow-origin for theirs.");
}
