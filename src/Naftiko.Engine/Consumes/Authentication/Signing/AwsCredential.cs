using Naftiko.Engine.Binds;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>Access keys of AWS: each request is signed with Signature Version 4.</summary>
internal sealed class AwsCredential : SigningCredential
{
    private readonly AwsKeys _keys;
    private readonly TimeProvider _time;

    /// <param name="keys">The keys and what they sign for.</param>
    /// <param name="time">The clock; AWS takes signatures of the last 5 minutes.</param>
    public AwsCredential(AwsKeys keys, TimeProvider time)
        : base(Redactor.Of(
        [
            KeyValuePair.Create($"secret access key of {keys.Name}", keys.Secret),
            KeyValuePair.Create($"session token of {keys.Name}", keys.SessionToken ?? ""),
        ]))
    {
        _keys = keys;
        _time = time;
    }

    private protected override Failure? Sign(HttpRequestMessage request, Uri target, byte[] body)
    {
        if (!AwsScope.TryComplete(_keys.Region, _keys.Service, target.IdnHost, out var scope))
        {
            return new Failure(FailureKind.NotConfigured, $"the authentication of '{_keys.Name}' needs 'region' and 'service': its host does not say them; nothing was sent");
        }

        var signature = new AwsSignature(scope, _time.GetUtcNow());
        var bodyHash = AwsSignature.Hash(body);
        Set(request, "X-Amz-Date", signature.Time);
        if (_keys.SessionToken is { } token)
        {
            Set(request, "X-Amz-Security-Token", token);
        }

        if (scope.IsS3)
        {
            Set(request, "X-Amz-Content-Sha256", bodyHash);
        }

        Set(request, signature.Authorization(_keys.Id, _keys.Secret, request.Method.Method, target, Signed(request, target), bodyHash));
        return null;
    }

    /// <summary>What must be signed; other headers may be changed on the way.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Signed(HttpRequestMessage request, Uri target)
    {
        yield return KeyValuePair.Create("host", request.Headers.Host ?? (target.IsDefaultPort ? target.IdnHost : $"{target.IdnHost}:{target.Port}"));
        if (ContentType(request) is { } type)
        {
            yield return KeyValuePair.Create("content-type", type);
        }

        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                yield return KeyValuePair.Create(name, values.ToString());
            }
        }
    }
}
