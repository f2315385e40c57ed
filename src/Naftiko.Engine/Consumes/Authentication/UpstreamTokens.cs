using System.Collections.Concurrent;
using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>
/// The tokens of upstreams, kept as long as the process runs: a file that is loaded again goes on with the token it has, and with the refresh token
/// that may have replaced the one it names.
/// </summary>
public sealed class UpstreamTokens
{
    private readonly ConcurrentDictionary<string, OAuth2Credential> _known = new(StringComparer.Ordinal);

    internal OAuth2Credential For(TokenGrant grant, IssuerClient issuer, TimeProvider time) => _known.GetOrAdd(grant.Fingerprint, _ => new OAuth2Credential(grant, issuer, time));
}
