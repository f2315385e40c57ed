using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>A signature of AWS Signature Version 4, in its header form, as "Create a signed AWS API request" of the IAM User Guide computes it.</summary>
/// <param name="scope">Region and service.</param>
/// <param name="time">When the request is sent.</param>
internal sealed class AwsSignature(AwsScope scope, DateTimeOffset time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    private readonly string _day = time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The value of <c>X-Amz-Date</c>.</summary>
    public string Time { get; } = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private string Scope => $"{_day}/{scope.Region}/{scope.Service}/aws4_request";

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="keyId">The access key's id.</param>
    /// <param name="secret">The secret access key.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The URI as it is sent.</param>
    /// <param name="headers">The headers that are signed, <c>host</c> and <c>x-amz-date</c> among them.</param>
    /// <param name="bodyHash">The body's SHA-256 in lower-case hexadecimal.</param>
    public string Authorization(string keyId, string secret, string method, Uri target, IEnumerable<KeyValuePair<string, string>> headers, string bodyHash)
    {
        var sorted = headers.Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), Trim(h.Value))).OrderBy(h => h.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', sorted.Select(h => h.Key));
        var canonical = new StringBuilder(method).Append('\n').Append(Path(target)).Append('\n').Append(SignedUri.Normalize(SignedUri.Parameters(target.Query))).Append('\n');
        foreach (var (name, value) in sorted)
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(bodyHash);
        var toSign = $"{Algorithm}\n{Time}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical.ToString()))}";
        var signature = Convert.ToHexStringLower(Mac(SigningKey(secret), toSign));
        return $"{Algorithm} Credential={keyId}/{Scope}, SignedHeaders={names}, Signature={signature}";
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>S3 signs the path as it is sent; all others encode it once more, after dot segments and repeated slashes are gone.</summary>
    private string Path(Uri target)
    {
        var path = SignedUri.PathOf(target);
        if (scope.IsS3)
        {
            return path;
        }

        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (segment is not ".")
            {
                kept.Add(SignedUri.Encode(segment));
            }
        }

        var isFolder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return kept.Count == 0 ? "/" : $"/{string.Join('/', kept)}{(isFolder ? "/" : "")}";
    }

    private byte[] SigningKey(string secret) =>
        Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes($"AWS4{secret}"), _day), scope.Region), scope.Service), "aws4_request");

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    /// <summary>Without blanks around, and with one where several stood.</summary>
    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
