using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Puts a surface's guard in front of its handlers.</summary>
internal static class GuardCheck
{
    /// <summary>Whether the request may pass; if not, it is answered with 401 and a challenge.</summary>
    public static bool Passes(Guard? guard, HttpRequest request) =>
        guard is null || guard.Admits(guard.Query is { } key ? request.Query[key] : request.Headers[guard.Header ?? "Authorization"]);

    public static Task RefuseAsync(Guard guard, HttpContext context)
    {
        if (guard.Challenge is { } challenge)
        {
            context.Response.Headers.WWWAuthenticate = challenge;
        }

        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, Problem.Unauthorized, "Unauthorized", "This surface needs a credential that was not given or is not right.");
    }

    /// <summary>The delegate behind the guard.</summary>
    public static RequestDelegate Behind(Guard? guard, RequestDelegate next) =>
        guard is null ? next : context => Passes(guard, context.Request) ? next(context) : RefuseAsync(guard, context);
}
