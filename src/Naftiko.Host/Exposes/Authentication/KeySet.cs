using Microsoft.IdentityModel.Tokens;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>The public keys of an issuer. Symmetric ones are left out: whoever reads the set could sign with them.</summary>
internal sealed class KeySet
{
    private readonly List<JsonWebKey> _keys;

    private KeySet(string issuer, List<JsonWebKey> keys)
    {
        Issuer = issuer;
        _keys = keys;
    }

    public string Issuer { get; }

    /// <summary>Reads a JWK set (RFC 7517 section 5).</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static KeySet Parse(string issuer, string json) =>
        new(issuer, [.. new JsonWebKeySet(json).Keys.Where(key => key.Kty is JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve && IsForSignatures(key))]);

    /// <summary>The keys that may have signed a token: those of its key id, all when it names none.</summary>
    public List<SecurityKey> Find(string? id, string algorithm) =>
        [.. _keys.Where(key => (string.IsNullOrEmpty(id) || key.Kid == id) && (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm))];

    /// <summary>RFC 7517 sections 4.2 and 4.3.</summary>
    private static bool IsForSignatures(JsonWebKey key) => key.Use is null or "" or "sig" && (key.KeyOps.Count == 0 || key.KeyOps.Contains("verify"));
}
