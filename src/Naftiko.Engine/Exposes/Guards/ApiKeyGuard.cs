namespace Naftiko.Engine.Exposes.Guards;

/// <summary>A key in a header or in the query string.</summary>
/// <param name="name">The header's or query key's name.</param>
/// <param name="isInQuery">Whether it is in the query string.</param>
/// <param name="key">The key, not empty.</param>
public sealed class ApiKeyGuard(string name, bool isInQuery, string key) : SecretGuard(key)
{
    public override string Scheme => "apikey";

    public override string? Header => isInQuery ? null : name;

    public override string? Query => isInQuery ? name : null;

    public override string? Challenge => null;

    private protected override string? Secret(string given) => given;
}
