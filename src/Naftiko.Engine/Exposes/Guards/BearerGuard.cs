namespace Naftiko.Engine.Exposes.Guards;

/// <summary>A token in <c>Authorization</c> that the file knows (RFC 6750).</summary>
/// <param name="token">The token, not empty.</param>
public sealed class BearerGuard(string token) : SecretGuard(token)
{
    public override string Scheme => "bearer";

    public override string Challenge => "Bearer";

    /// <summary>RFC 6750 section 3.1: an error code only where there was a token.</summary>
    public override string WrongSecretChallenge => "Bearer error=\"invalid_token\"";

    private protected override string? Secret(string given) => After("Bearer", given);
}
