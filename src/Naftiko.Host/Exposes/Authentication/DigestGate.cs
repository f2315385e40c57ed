using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Host.Hosting.Routing;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Checks Digest (RFC 7616), with SHA-256 or MD5, and <c>qop=auth</c> only: without it nothing would stop a replay.</summary>
internal sealed class DigestGate(DigestGuard guard, TimeProvider time) : Gate
{
    private readonly DigestNonces _nonces = new(time);
    private readonly ClaimsPrincipal _caller = Caller(guard.Scheme, guard.User);

    public override ValueTask<Admission> AdmitAsync(HttpContext context)
    {
        if (AuthChallenge.Parse(context.Request.Headers.Authorization.ToString()) is not [var given] || !given.Is("Digest") || !IsRight(given, context))
        {
            return new(Refuse(isStale: false));
        }

        // The response is right, so a nonce that cannot be used is merely too old: the client may try the next without asking anybody.
        return new(_nonces.TryUse(given["nonce"] ?? "", Count(given)) ? _caller : Refuse(isStale: true));
    }

    private bool IsRight(AuthChallenge given, HttpContext context)
    {
        if (DigestAlgorithm.Find(given["algorithm"]) is not { } algorithm
            || given["qop"] != "auth"
            || given["realm"] != DigestGuard.Realm
            || given["uri"] is not { } uri
            || !IsSameTarget(uri, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
        {
            return false;
        }

        var expected = algorithm.Response(guard.Secret(algorithm), given["nonce"] ?? "", $"{given["nc"]}:{given["cnonce"]}:auth", $"{context.Request.Method}:{uri}");
        return IsSame(given["response"], expected) & IsSame(algorithm.Hash(UserOf(given)), algorithm.Hash(guard.User));
    }

    /// <summary>Both headers each time: a client takes the first that it knows (RFC 7616 section 3.7).</summary>
    private Refusal Refuse(bool isStale)
    {
        var rest = $"nonce=\"{_nonces.Issue()}\", qop=\"auth\", charset=UTF-8{(isStale ? ", stale=true" : "")}";
        return Refusal.Unauthorized(
            $"Digest realm=\"{DigestGuard.Realm}\", algorithm=SHA-256, {rest}",
            $"Digest realm=\"{DigestGuard.Realm}\", algorithm=MD5, {rest}");
    }

    private static string UserOf(AuthChallenge given)
    {
        const string encoded = "UTF-8''";
        return given["username*"] is { } extended && extended.StartsWith(encoded, StringComparison.OrdinalIgnoreCase)
            ? Uri.UnescapeDataString(extended[encoded.Length..])
            : given["username"] ?? "";
    }

    private static uint Count(AuthChallenge given) =>
        given["nc"] is { Length: 8 } text && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count) ? count : 0;

    /// <summary>The response covers the URI that it names: it must be that of this request (RFC 7616 section 3.4.6).</summary>
    private static bool IsSameTarget(string one, string other) =>
        one == other || (RequestTarget.TryParse(one, out var a) && RequestTarget.TryParse(other, out var b) && a.Path.SequenceEqual(b.Path) && a.Query.SequenceEqual(b.Query));

    private static bool IsSame(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes((given ?? "").ToLowerInvariant()), Encoding.UTF8.GetBytes(expected));
}
