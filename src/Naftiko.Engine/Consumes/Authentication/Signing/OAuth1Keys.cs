namespace Naftiko.Engine.Consumes.Authentication.Signing;

/// <summary>What a file says about signing with OAuth 1.0, its variables resolved.</summary>
internal sealed record OAuth1Keys
{
    public required string ConsumerKey { get; init; }

    /// <summary>How requests are signed, with the secrets of both or the private key.</summary>
    public required OAuth1Method Method { get; init; }

    /// <summary>The token's identifier; null where the client acts for itself.</summary>
    public string? Token { get; init; }

    public string? Realm { get; init; }

    /// <summary>Whether the signature covers bodies that are no form, which RFC 5849 leaves out.</summary>
    public bool HashesBody { get; init; }

    /// <summary>Name and value of what nobody may see.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Secrets { get; init; }

    public override string ToString() => nameof(OAuth1Keys);
}
