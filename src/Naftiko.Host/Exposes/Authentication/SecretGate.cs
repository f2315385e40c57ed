using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Guards;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Checks bearer, basic and apikey: a secret that the file knows.</summary>
internal sealed class SecretGate(SecretGuard guard) : Gate
{
    private readonly ClaimsPrincipal _caller = Caller(guard.Scheme, guard.User);
    private readonly Refusal _refusal = Refusal.Unauthorized(guard.Challenge is { } challenge ? [challenge] : []);

    public override ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        var request = context.Request;
        string? given = guard.Query is { } key ? request.Query[key] : request.Headers[guard.Header ?? "Authorization"];
        return new(guard.Admits(given) ? _caller : _refusal);
    }
}
