using System.Security.Cryptography;
using System.Text;

namespace Naftiko.Engine.Exposes.Guards;

/// <summary>Lets in who shows a secret that the file knows. Comparing takes the same time whatever is shown.</summary>
public abstract class SecretGuard : Guard
{
    private readonly byte[] _expected;

    private protected SecretGuard(string expected) => _expected = Digest(expected);

    /// <summary>Who comes in, as far as the secret tells.</summary>
    public virtual string? User => null;

    /// <summary>The value of <c>WWW-Authenticate</c> (RFC 9110 section 11.6.1) for a caller that is refused; null where the scheme has none.</summary>
    public abstract string? Challenge { get; }

    /// <summary>The same for a caller that showed a secret, but not the right one.</summary>
    public virtual string? WrongSecretChallenge => Challenge;

    /// <summary>Whether the secret is the one expected.</summary>
    /// <param name="given">The header's or query's value, or null.</param>
    public bool Admits(string? given) => CryptographicOperations.FixedTimeEquals(Digest(Secret(given ?? "") ?? ""), _expected);

    /// <summary>Whether there is a secret in what was given, right or wrong.</summary>
    /// <param name="given">The header's or query's value, or null.</param>
    public bool HasSecret(string? given) => Secret(given ?? "") is { Length: > 0 };

    /// <summary>The secret in what was given; null when there is none.</summary>
    private protected abstract string? Secret(string given);

    private protected override bool IsSame(Guard other) =>
        other is SecretGuard secret && GetType() == other.GetType() && Header == other.Header && Query == other.Query && _expected.AsSpan().SequenceEqual(secret._expected);

    private protected static string? After(string scheme, string given) =>
        given.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && given.Length > scheme.Length && given[scheme.Length] == ' ' ? given[scheme.Length..].Trim() : null;

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
