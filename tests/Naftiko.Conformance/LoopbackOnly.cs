using Microsoft.AspNetCore.Http;

namespace Naftiko.Conformance;

/// <summary>The check of Host and Origin that the product makes in a layer of its own, as far as the suite looks at it.</summary>
internal static class LoopbackOnly
{
    public static bool Allows(HttpRequest request) =>
        IsLoopback(request.Host.Host)
        && (request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host)));

    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
