using System.Security.Claims;
using Naftiko.Engine.Flows;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>What is to be thought of an access token.</summary>
/// <param name="User">Whom it stands for; null when it is no good.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="Fault">What is wrong with it, for <c>error_description</c>.</param>
/// <param name="Unavailable">Why nobody can tell: the issuer does not answer.</param>
internal sealed record TokenVerdict(ClaimsPrincipal? User, IReadOnlyList<string> Scopes, string? Fault, Failure? Unavailable)
{
    public static TokenVerdict Invalid(string fault) => new(null, [], fault, null);

    public static TokenVerdict Unknown(Failure failure) => new(null, [], null, failure);

    /// <summary>A good token. Issuer and subject together name the caller; a client that acts for itself has no subject of its own.</summary>
    public static TokenVerdict Good(string issuer, string? subject, IReadOnlyList<string> scopes)
    {
        var claims = subject is null ? Array.Empty<Claim>() : [new Claim("sub", subject, ClaimValueTypes.String, issuer)];
        return new TokenVerdict(new ClaimsPrincipal(new ClaimsIdentity(claims, "Bearer", "sub", null)), scopes, null, null);
    }
}
