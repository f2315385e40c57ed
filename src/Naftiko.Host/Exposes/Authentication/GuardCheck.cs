using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Puts a gate in front of all that a surface answers: the one place where that is done, for every kind of surface.</summary>
internal static class GuardCheck
{
    /// <summary>The surface behind its gate: every route that is not open, its MCP server and its OpenAPI document.</summary>
    public static Surface Protect(Surface surface, Gate? gate) => gate is null ? surface : surface with
    {
        HasAuthentication = true,
        Routes = [.. surface.Routes.Select(route => route.IsOpen ? route : route with { Handler = Behind(gate, route.Handler) })],
        Mcp = surface.Mcp is { } mcp ? Behind(gate, mcp) : null,
        OpenApi = surface.OpenApi is { } openApi ? Behind(gate, openApi) : null,
        WellKnown = [.. surface.WellKnown, .. gate.WellKnown],
    };

    /// <summary>The delegate behind the gate. Whoever comes in is <see cref="HttpContext.User"/> from then on.</summary>
    public static RequestDelegate Behind(Gate? gate, RequestDelegate next)
    {
        if (gate is null)
        {
            return next;
        }

        var handler = Behind(gate, (context, _) => next(context));
        return context => handler(context, []);
    }

    private static RouteHandler Behind(Gate gate, RouteHandler next) => async (context, placeholders) =>
    {
        var admission = await gate.AdmitAsync(context);
        if (admission.User is not { } user)
        {
            await (admission.Refusal ?? throw new InvalidOperationException("A request is let in or refused.")).WriteAsync(context);
            return;
        }

        context.User = user;
        await next(context, placeholders);
    };
}
