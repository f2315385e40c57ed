using System.Security.Cryptography;
using System.Text;
using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Consumes.Authentication;

/// <summary>What a file says about fetching tokens, its variables resolved.</summary>
internal sealed record TokenGrant
{
    /// <summary>The namespace of the consumed API, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The token endpoint; null: it is looked up in the metadata of <see cref="Server"/>.</summary>
    public string? Endpoint { get; init; }

    public AuthorizationServer? Server { get; init; }

    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Whether the secret goes into the form; null: as the server's metadata say.</summary>
    public bool? IsSecretInForm { get; init; }

    /// <summary>With it tokens are refreshed (RFC 6749 section 6); without it the client asks for itself (section 4.4).</summary>
    public string? RefreshToken { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string? Audience { get; init; }

    /// <summary>RFC 8707.</summary>
    public string? Resource { get; init; }

    /// <summary>Equal for grants that say the same; it shows nothing of them.</summary>
    public string Fingerprint
    {
        get
        {
            string?[] parts = [Name, Endpoint, Server?.Address, ClientId, ClientSecret, IsSecretInForm?.ToString(), RefreshToken, Audience, Resource, .. Scopes];
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part?.Length ?? -1}:{part};")))));
        }
    }

    public override string ToString() => $"{nameof(TokenGrant)} {Name}";

    /// <summary>The fields of the token request.</summary>
    /// <param name="refreshToken">The refresh token that is now good.</param>
    public IEnumerable<KeyValuePair<string, string>> Form(string? refreshToken)
    {
        yield return KeyValuePair.Create("grant_type", refreshToken is null ? "client_credentials" : "refresh_token");
        if (refreshToken is not null)
        {
            yield return KeyValuePair.Create("refresh_token", refreshToken);
        }

        if (Scopes.Count > 0)
        {
            yield return KeyValuePair.Create("scope", string.Join(' ', Scopes));
        }

        if (Audience is not null)
        {
            yield return KeyValuePair.Create("audience", Audience);
        }

        if (Resource is not null)
        {
            yield return KeyValuePair.Create("resource", Resource);
        }
    }
}
