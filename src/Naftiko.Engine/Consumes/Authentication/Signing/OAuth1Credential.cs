using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>Client and token credentials of OAuth 1.0 (RFC 5849): each request is signed, and its body hashed where the server asks for that.</summary>
internal sealed class OAuth1Credential(OAuth1Keys keys, TimeProvider time)
    : SigningCredential(Redactor.Of(keys.Secrets))
{
    private protected override Failure? Sign(HttpRequestMessage request, Uri target, byte[] body)
    {
        var isForm = ContentType(request)?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var parameters = new List<KeyValuePair<string, string>>
        {
            KeyValuePair.Create("oauth_consumer_key", keys.ConsumerKey),
            KeyValuePair.Create("oauth_nonce", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))),
            KeyValuePair.Create("oauth_signature_method", keys.Method.Name),
            KeyValuePair.Create("oauth_timestamp", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("oauth_version", "1.0"),
        };
        if (keys.Token is { } token)
        {
            parameters.Add(KeyValuePair.Create("oauth_token", token));
        }

        if (keys.HashesBody && !isForm)
        {
            parameters.Add(KeyValuePair.Create("oauth_body_hash", keys.Method.Hash(body)));
        }

        var form = isForm ? Encoding.UTF8.GetString(body) : "";
        parameters.Add(KeyValuePair.Create("oauth_signature", keys.Method.Sign(OAuth1Signature.BaseString(request.Method.Method, target, form, parameters))));
        Set(request, OAuth1Signature.Authorization(keys.Realm, parameters));
        return null;
    }
}
