using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Guards;

namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Makes gates of guards. What is known of issuers is kept as long as the process runs, across reloads.</summary>
internal sealed class Gates(ILoggerFactory loggers, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, IssuerKeys> _issuers = new(StringComparer.Ordinal);

    public Gate? For(Guard? guard) => guard switch
    {
        null => null,
        SecretGuard secret => new SecretGate(secret),
        DigestGuard digest => new DigestGate(digest, time),
        OAuth2Guard tokens => new TokenGate(tokens, Check(tokens), loggers.CreateLogger("Naftiko.Authentication")),
        NobodyGuard nobody => new NobodyGate(nobody),
        _ => throw new UnreachableException(),
    };

    private TokenCheck Check(OAuth2Guard guard)
    {
        var issuer = _issuers.GetOrAdd(guard.Issuer, address => new IssuerKeys(address, guard.IssuerClient, time));
        return guard.IsIntrospected ? new IntrospectionCheck(guard, issuer.Server, time) : new JwtCheck(guard, issuer, time);
    }
}
