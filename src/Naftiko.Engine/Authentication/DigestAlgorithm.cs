using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Engine.Authentication;

/// <summary>A hash of Digest authentication and what is computed with it (RFC 7616 section 3.4). All results are lower-case hexadecimal.</summary>
public sealed class DigestAlgorithm
{
    private readonly Func<byte[], byte[]> _hash;

    private DigestAlgorithm(string name, Func<byte[], byte[]> hash)
    {
        Name = name;
        _hash = hash;
    }

    public static DigestAlgorithm Sha256 { get; } = new("SHA-256", SHA256.HashData);

    /// <summary>What the oldest peers know; the scheme does not depend on the weakness that MD5 is known for.</summary>
    public static DigestAlgorithm Md5 { get; } = new("MD5", MD5.HashData);

    /// <summary>As in the parameter <c>algorithm</c>, without <c>-sess</c>.</summary>
    public string Name { get; }

    /// <summary>The algorithm that a parameter names, MD5 when it is left out; null for one that is not known.</summary>
    public static DigestAlgorithm? Find(string? name) =>
        name is null || name.Equals(Md5.Name, StringComparison.OrdinalIgnoreCase) ? Md5
        : name.Equals(Sha256.Name, StringComparison.OrdinalIgnoreCase) ? Sha256
        : null;

    public string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    public string Hash(byte[] bytes) => Convert.ToHexStringLower(_hash(bytes));

    /// <summary>H(A1): what a server keeps instead of the password.</summary>
    public string Secret(string user, string realm, string password) => Hash($"{user}:{realm}:{password}");

    /// <summary>The response for a request.</summary>
    /// <param name="secret">H(A1).</param>
    /// <param name="nonce">The server's nonce.</param>
    /// <param name="qop"><c>nc:cnonce:qop</c>; null for a server that offers no <c>qop</c> (RFC 2069).</param>
    /// <param name="action"><c>method:uri</c>, for auth-int with the body's hash behind it.</param>
    public string Response(string secret, string nonce, string? qop, string action) =>
        Hash(qop is null ? $"{secret}:{nonce}:{Hash(action)}" : $"{secret}:{nonce}:{qop}:{Hash(action)}");
}
