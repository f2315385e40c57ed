using System.Security.Cryptography;
using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Consumes.Authentication.Signing;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Compiles outbound authentication that signs requests: AWS Signature Version 4 and OAuth 1.0.</summary>
internal sealed class SignatureCompiler(FileContext file, AuthenticationSpec authentication, string api)
{
    private readonly AuthenticationSettings _settings = new(file, authentication);

    public Credential Aws()
    {
        var id = _settings.Text("accessKeyId", "accessKey", "access_key_id", "access_key");
        var secret = _settings.Text("secretKey", "secretAccessKey", "secret_access_key", "secret_key");
        var keys = new AwsKeys(
            api, id ?? "", secret ?? "",
            _settings.Text("sessionToken", "session_token", "securityToken"),
            _settings.Text("region"),
            _settings.Text("service", "serviceName"));
        return Unless(id is null ? "needs 'accessKeyId'" : secret is null ? "needs 'secretKey'" : null) ?? new AwsCredential(keys, file.Options.Time);
    }

    public Credential OAuth1()
    {
        var consumerKey = _settings.Text("consumerKey", "consumer_key");
        var consumerSecret = _settings.Text("consumerSecret", "consumer_secret");
        var tokenSecret = _settings.Text("tokenSecret", "accessTokenSecret", "token_secret", "access_token_secret");
        var privateKey = _settings.Text("signingKey", "privateKey", "signing_key", "private_key");

        // A file that gives a signing key and no method means what those who publish such files ask for: RSA-SHA256 with a hash of the body.
        var written = _settings.Name("signatureMethod", "signature_method")?.ToUpperInvariant();
        var isRsa = written?.StartsWith("RSA", StringComparison.Ordinal) ?? privateKey is not null;
        var method = written ?? (isRsa ? "RSA-SHA256" : "HMAC-SHA1");
        var rsa = isRsa && privateKey is not null ? RsaKey(privateKey) : null;
        var lack = consumerKey is null ? "needs 'consumerKey'"
            : method is not ("HMAC-SHA1" or "HMAC-SHA256" or "RSA-SHA1" or "RSA-SHA256") ? "asks for a signature method that is not supported; there are HMAC-SHA1, HMAC-SHA256, RSA-SHA1 and RSA-SHA256"
            : isRsa && privateKey is null ? "needs 'signingKey'"
            : isRsa && rsa is null ? "has a 'signingKey' that is no RSA private key, in PEM or in base64 (PKCS #8 or #1)"
            : !isRsa && consumerSecret is null ? "needs 'consumerSecret'"
            : null;
        if (Unless(lack) is { } missing)
        {
            return missing;
        }

        var isSha256 = method.EndsWith("256", StringComparison.Ordinal);
        return new OAuth1Credential(
            new OAuth1Keys
            {
                ConsumerKey = consumerKey ?? "",
                Method = rsa is { } key ? new OAuth1Rsa(isSha256, key) : new OAuth1Mac(isSha256, consumerSecret ?? "", tokenSecret ?? ""),
                Token = _settings.Text("token", "accessToken", "access_token"),
                Realm = _settings.Text("realm"),
                HashesBody = _settings.Name("bodyHash", "body_hash") is { } hash ? hash == "true" : written is null && isRsa,
                Secrets =
                [
                    .. Secret("consumer secret", consumerSecret), .. Secret("token secret", tokenSecret), .. Secret("signing key", privateKey),
                ],
            },
            file.Options.Time);
    }

    private IEnumerable<KeyValuePair<string, string>> Secret(string what, string? value) => value is null ? [] : [KeyValuePair.Create($"{what} of {api}", value)];

    /// <summary>What stands in for a credential that cannot be made: a variable without a value, or else (reported) what the block lacks.</summary>
    private Credential? Unless(string? lack)
    {
        if (_settings.Unresolved is { } unresolved)
        {
            return new MissingCredential(unresolved);
        }

        if (lack is null)
        {
            return null;
        }

        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span,
            $"authentication '{authentication.Type}' of '{api}' {lack}; its calls answer an error and send nothing");
        return new MissingCredential(new Failure(FailureKind.NotConfigured, $"the {authentication.Type} authentication of '{api}' {lack}; nothing was sent"));
    }

    /// <summary>A key in PEM, whose line breaks a variable may have lost, or the base64 that stands inside of one; null when it is none.</summary>
    private static RSAParameters? RsaKey(string text)
    {
        using var rsa = RSA.Create();
        try
        {
            var key = text.Replace("\\n", "\n", StringComparison.Ordinal).Trim();
            if (key.StartsWith("-----BEGIN", StringComparison.Ordinal))
            {
                rsa.ImportFromPem(key);
            }
            else
            {
                Import(rsa, Convert.FromBase64String(key));
            }

            return rsa.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static void Import(RSA rsa, byte[] der)
    {
        try
        {
            rsa.ImportPkcs8PrivateKey(der, out _);
        }
        catch (CryptographicException)
        {
            rsa.ImportRSAPrivateKey(der, out _);
        }
    }
}
