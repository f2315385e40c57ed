using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Host.Exposes.Rest;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Checks bearer, basic and apikey: a secret that the file knows.</summary>
internal sealed class SecretGate(SecretGuard guard) : Gate
{
    private readonly ClaimsPrincipal _caller = Caller(guard.Scheme, guard.User);
    private readonly Refusal _missing = Unauthorized(guard.Challenge);
    private readonly Refusal _wrong = Unauthorized(guard.WrongSecretChallenge);

    public override ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        var request = context.Request;

        // A query key as it is written: one in other letters would be let in here, and then passed on as a parameter like any other.
        string? given = guard.Query is { } key ? QueryParts.Of(request.QueryString, key) : request.Headers[guard.Header ?? "Authorization"];
        return new(guard.Admits(given) ? _caller : guard.HasSecret(given) ? _wrong : _missing);
    }

    private static Refusal Unauthorized(string? challenge) => Refusal.Unauthorized(challenge is null ? [] : [challenge]);
}
