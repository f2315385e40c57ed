namespace Naftiko.Host.Exposes.Authentication;

/// <summary>Finds out whether an access token is good for a surface, scopes aside.</summary>
internal abstract class TokenCheck
{
    /// <summary>How far two clocks may differ.</summary>
    private protected static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private protected const string Expired = "Token expired";
    private protected const string NotYetValid = "Token not yet valid";
    private protected const string WrongIssuer = "Invalid issuer";
    private protected const string WrongAudience = "Invalid audience";

    public abstract ValueTask<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken);

    /// <summary>What is wrong with the token's time; null when nothing is.</summary>
    private protected static string? TimeFault(DateTimeOffset? notBefore, DateTimeOffset? expires, DateTimeOffset now) =>
        expires is null || expires + Skew <= now ? Expired
        : notBefore is not null && notBefore - Skew > now ? NotYetValid
        : null;
}
