using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>A signature method of OAuth 1.0 with its key.</summary>
internal abstract class OAuth1Method
{
    /// <summary>The value of <c>oauth_signature_method</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The value of <c>oauth_signature</c>.</summary>
    public abstract string Sign(string baseString);

    /// <summary>The value of <c>oauth_body_hash</c> (OAuth Request Body Hash 1.0), by the hash of the signature.</summary>
    public string Hash(byte[] body) => Convert.ToBase64String(BodyHash(body));

    public override string ToString() => Name;

    private protected abstract Func<byte[], byte[]> BodyHash { get; }
}

/// <summary>HMAC-SHA1 (RFC 5849 section 3.4.2) and its sister of SHA-256: signed with both sides' secrets.</summary>
internal sealed class OAuth1Mac(bool isSha256, string consumerSecret, string tokenSecret) : OAuth1Method
{
    private readonly byte[] _key = Encoding.ASCII.GetBytes($"{SignedUri.Encode(consumerSecret)}&{SignedUri.Encode(tokenSecret)}");

    public override string Name => isSha256 ? "HMAC-SHA256" : "HMAC-SHA1";

    public override string Sign(string baseString)
    {
        Func<byte[], byte[], byte[]> mac = isSha256 ? HMACSHA256.HashData : HMACSHA1.HashData;
        return Convert.ToBase64String(mac(_key, Encoding.ASCII.GetBytes(baseString)));
    }

    private protected override Func<byte[], byte[]> BodyHash => isSha256 ? SHA256.HashData : SHA1.HashData;
}

/// <summary>RSA-SHA1 (RFC 5849 section 3.4.3) and its sister of SHA-256: signed with the client's private key.</summary>
internal sealed class OAuth1Rsa(bool isSha256, RSAParameters key) : OAuth1Method
{
    public override string Name => isSha256 ? "RSA-SHA256" : "RSA-SHA1";

    public override string Sign(string baseString)
    {
        // One for each signature: an instance is not made for several threads.
        using var rsa = RSA.Create(key);
        return Convert.ToBase64String(rsa.SignData(Encoding.ASCII.GetBytes(baseString), isSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
    }

    private protected override Func<byte[], byte[]> BodyHash => isSha256 ? SHA256.HashData : SHA1.HashData;
}
