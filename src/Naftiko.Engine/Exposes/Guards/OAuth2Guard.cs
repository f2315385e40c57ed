using Naftiko.Engine.Authentication;

namespace Naftiko.Engine.Exposes.Guards;

/// <summary>Tokens of an authorization server: what the surface, as a resource server, asks of them.</summary>
public sealed class OAuth2Guard : Guard
{
    public override string Scheme => "oauth2";

    /// <summary>The issuer's identifier, <c>authorizationServerUri</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>The surface's own identifier (RFC 8707), an absolute URI; null: it publishes no metadata.</summary>
    public string? Resource { get; init; }

    /// <summary>What <c>aud</c> must contain.</summary>
    public required string Audience { get; init; }

    /// <summary>The scopes that a token needs, all of them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where clients get tokens, for those who read about the surface; null: the file does not say.</summary>
    public string? TokenEndpoint { get; init; }

    /// <summary>Whether tokens are looked up at the issuer (RFC 7662) rather than checked by its keys.</summary>
    public bool IsIntrospected { get; init; }

    /// <summary>The introspection endpoint; null: as the issuer's metadata say.</summary>
    public string? IntrospectionEndpoint { get; init; }

    /// <summary>Who asks the introspection endpoint.</summary>
    public ClientIdentity Client { get; init; } = new(null, null, false);

    /// <summary>Speaks with the issuer.</summary>
    public required IssuerClient IssuerClient { get; init; }

    private protected override bool IsSame(Guard other) =>
        other is OAuth2Guard guard && guard.Issuer == Issuer && guard.Resource == Resource && guard.Audience == Audience && guard.Scopes.SequenceEqual(Scopes)
        && guard.IsIntrospected == IsIntrospected && guard.IntrospectionEndpoint == IntrospectionEndpoint && guard.Client == Client;
}
