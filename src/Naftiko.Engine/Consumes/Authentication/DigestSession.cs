using System.Net.Http.Headers;
using System.Security.Cryptography;
using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>A server's Digest challenge and how often its nonce has been used.</summary>
internal sealed class DigestSession
{
    /// <summary>The protection that covers the body too.</summary>
    public const string WithBody = "auth-int";

    private int _count;

    private DigestSession(AuthChallenge challenge, DigestAlgorithm algorithm, string? qop)
    {
        Algorithm = algorithm;
        AlgorithmText = challenge["algorithm"];
        Qop = qop;
        Realm = challenge["realm"] ?? "";
        Nonce = challenge["nonce"] ?? "";
        Opaque = challenge["opaque"];
        IsStale = IsTrue(challenge["stale"]);
        HidesUser = IsTrue(challenge["userhash"]);
        Binding = AlgorithmText is not null && IsSession(AlgorithmText) ? new SessionBinding(Nonce, NewClientNonce()) : null;
    }

    private DigestSession(DigestSession former, string nonce)
    {
        Algorithm = former.Algorithm;
        AlgorithmText = former.AlgorithmText;
        Qop = former.Qop;
        Realm = former.Realm;
        Nonce = nonce;
        Opaque = former.Opaque;
        HidesUser = former.HidesUser;
        Binding = former.Binding;
    }

    public DigestAlgorithm Algorithm { get; }

    /// <summary>As the server wrote it: it goes back like this.</summary>
    public string? AlgorithmText { get; }

    /// <summary>What the secret is bound to for the whole session (<c>-sess</c>); null where it is not.</summary>
    public SessionBinding? Binding { get; }

    /// <summary>auth, auth-int, or null for a server that knows neither.</summary>
    public string? Qop { get; }

    public string Realm { get; }

    public string Nonce { get; }

    public string? Opaque { get; }

    /// <summary>Whether only the nonce was too old.</summary>
    public bool IsStale { get; }

    public bool HidesUser { get; }

    /// <summary>The strongest challenge that can be answered; null when there is none.</summary>
    public static DigestSession? Choose(HeaderStringValues challenges)
    {
        DigestSession? chosen = null;
        foreach (var header in challenges)
        {
            foreach (var challenge in AuthChallenge.Parse(header))
            {
                if (Of(challenge) is { } session && (chosen is null || (chosen.Algorithm == DigestAlgorithm.Md5 && session.Algorithm != DigestAlgorithm.Md5)))
                {
                    chosen = session;
                }
            }
        }

        return chosen;
    }

    public static string NewClientNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The number of this use of the nonce, from 1.</summary>
    public int NextCount() => Interlocked.Increment(ref _count);

    /// <summary>The session with the nonce that the server wants next (RFC 7616 section 3.5); itself when that is the one in use, whose count goes on.</summary>
    public DigestSession Next(string nonce) => nonce == Nonce ? this : new DigestSession(this, nonce);

    private static DigestSession? Of(AuthChallenge challenge)
    {
        if (!challenge.Is("Digest") || challenge["nonce"] is null)
        {
            return null;
        }

        var name = challenge["algorithm"];
        if (DigestAlgorithm.Find(name is not null && IsSession(name) ? name[..^"-sess".Length] : name) is not { } algorithm)
        {
            return null;
        }

        var offered = challenge["qop"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var qop = offered is null ? null : Array.Find(["auth", WithBody], known => offered.Contains(known, StringComparer.OrdinalIgnoreCase));
        return offered is not null && qop is null ? null : new DigestSession(challenge, algorithm, qop);
    }

    private static bool IsSession(string algorithm) => algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string? flag) => "true".Equals(flag, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The nonces that a session began with: its secret is made of them once (RFC 7616 section 3.4.2).</summary>
internal sealed record SessionBinding(string Nonce, string ClientNonce);
