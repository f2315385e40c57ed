using Naftiko.Engine.Authentication;
using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Compiles outbound <c>type: oauth2</c>: client credentials, or a refresh token where the file has one.</summary>
internal sealed class TokenGrantCompiler(FileContext file, AuthenticationSpec authentication, string api)
{
    private static readonly string[] MethodKeys = ["clientAuthentication", "tokenEndpointAuthMethod", "token_endpoint_auth_method"];

    private readonly AuthenticationSettings _settings = new(file, authentication);

    public Credential Compile()
    {
        var issuer = new IssuerClient(file.Options.Client, file.Options.Origins);
        var endpoint = _settings.Text("tokenEndpoint", "tokenUrl", "tokenUri", "token_endpoint", "token_url");
        var server = _settings.Text("authorizationServerUri", "authorizationServer", "issuer");
        var clientId = _settings.Text("clientId", "client_id");
        var refreshToken = _settings.Text("refreshToken", "refresh_token");
        var method = Word(MethodKeys);
        var grant = new TokenGrant
        {
            Name = api,
            Endpoint = endpoint,
            Server = endpoint is null && server is not null ? new AuthorizationServer(server, issuer, file.Options.Time) : null,
            ClientId = clientId ?? "",
            ClientSecret = method == "none" ? null : _settings.Text("clientSecret", "client_secret"),
            IsSecretInForm = method switch
            {
                "post" or "body" or "clientsecretpost" => true,
                "basic" or "header" or "clientsecretbasic" => false,
                _ => null,
            },
            RefreshToken = refreshToken,
            Scopes = _settings.Words("scopes", "scope"),
            Audience = _settings.Text("audience"),
            Resource = _settings.Text("resource"),
        };
        if (_settings.Unresolved is { } unresolved)
        {
            return new MissingCredential(unresolved);
        }

        var lack = endpoint is null && server is null ? "needs 'tokenEndpoint'"
            : clientId is null ? "needs 'clientId'"
            : method is not (null or "none") && grant.IsSecretInForm is null ? $"shows who it is in a way that is not supported; {MethodKeys[0]} is client_secret_basic, client_secret_post or none"
            : UnsupportedGrant(refreshToken);
        return lack is null ? file.Options.Tokens.For(grant, issuer, file.Options.Time) : Missing(lack);
    }

    /// <summary>Why the grant that the file names cannot be used: the others need a person, or that person's password.</summary>
    private string? UnsupportedGrant(string? refreshToken) => Word("grantType", "grant_type", "flow") switch
    {
        null or "clientcredentials" => null,
        "refreshtoken" => refreshToken is null ? "needs 'refreshToken'" : null,
        _ => "asks for a grant that is not supported; there are client_credentials and refresh_token",
    };

    /// <summary>A word of OAuth without regard to its spelling: <c>client_credentials</c>, <c>clientCredentials</c>.</summary>
    private string? Word(params ReadOnlySpan<string> keys) =>
        _settings.Name(keys)?.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private MissingCredential Missing(string lack)
    {
        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span, $"authentication 'oauth2' of '{api}' {lack}; its calls answer an error and send nothing");
        return new MissingCredential(new Failure(FailureKind.NotConfigured, $"the oauth2 authentication of '{api}' {lack}; nothing was sent"));
    }
}
