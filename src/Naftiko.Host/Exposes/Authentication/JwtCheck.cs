using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Naftiko.Engine.Exposes.Guards;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Checks a token by its issuer's keys: a JWT (RFC 7519, RFC 9068) with an asymmetric signature, an end, the right issuer and audience.</summary>
internal sealed class JwtCheck(OAuth2Guard guard, IssuerKeys issuer, TimeProvider time) : TokenCheck
{
    private const string WrongSignature = "Signature verification failed";

    /// <summary>Neither "none" nor HMAC, for which a public key would do as the secret (RFC 8725 section 3.1).</summary>
    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    public override async ValueTask<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken)
    {
        // A token with `crit` must not be taken by who does not know the extensions it lists (RFC 7515 section 4.1.11); none is known here.
        if (!TryRead(token, out var jwt) || !Algorithms.Contains(jwt.Alg) || jwt.TryGetHeaderValue<object>("crit", out _))
        {
            return TokenVerdict.Invalid(WrongSignature);
        }

        var fetched = await issuer.FindAsync(jwt.Kid, jwt.Alg, cancellationToken);
        if (fetched.Value is not { } keys)
        {
            return TokenVerdict.Unknown(fetched.Failure ?? throw new InvalidOperationException("Keys are there or it is known why not."));
        }

        var result = await Handler.ValidateTokenAsync(jwt, Parameters(keys, jwt));
        if (!result.IsValid)
        {
            return TokenVerdict.Invalid(Fault(result.Exception));
        }

        return TimeFault(Date(jwt, "nbf"), Date(jwt, "exp"), time.GetUtcNow()) is { } fault
            ? TokenVerdict.Invalid(fault)
            : TokenVerdict.Good(jwt.Issuer, Subject(jwt), Scopes(jwt));
    }

    private TokenValidationParameters Parameters(KeySet keys, JsonWebToken jwt) => new()
    {
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = keys.Find(jwt.Kid, jwt.Alg),
        RequireSignedTokens = true,
        ValidIssuers = [keys.Issuer, keys.Issuer.TrimEnd('/'), keys.Issuer.TrimEnd('/') + '/'],
        ValidAudience = guard.Audience,
        ValidateLifetime = false, // it has a clock of its own; done above
    };

    private static bool TryRead(string token, [NotNullWhen(true)] out JsonWebToken? jwt)
    {
        jwt = null;
        try
        {
            jwt = Handler.CanReadToken(token) ? Handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or JsonException)
        {
            // Whatever a stranger sent instead of a token.
        }

        return jwt is { Alg: not null };
    }

    private static string Fault(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => WrongIssuer,
        SecurityTokenInvalidAudienceException => WrongAudience,
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => WrongSignature,
        _ => "Token validation failed",
    };

    private static DateTimeOffset? Date(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<double>(claim, out var seconds) && Math.Abs(seconds) < 1e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    private static string? Subject(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<string>("sub", out var subject) || jwt.TryGetPayloadValue("client_id", out subject) || jwt.TryGetPayloadValue("azp", out subject) ? subject : null;

    /// <summary><c>scope</c> (RFC 9068 section 2.2.3), or <c>scp</c>, a text or an array, as some issuers have it.</summary>
    private static string[] Scopes(JsonWebToken jwt) =>
        [.. jwt.Claims.Where(claim => claim.Type is "scope" or "scp").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
