using Naftiko.Engine.Authentication;
using Naftiko.Engine.Consumes.Authentication;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles outbound <c>type: oauth2</c>: client credentials, or a refresh token where the file has one.</summary>
internal static class TokenGrantCompiler
{
    public static Credential Compile(FileContext file, AuthenticationSpec authentication, string api)
    {
        var settings = new AuthenticationSettings(file, authentication);
        var issuer = new IssuerClient(file.Options.Client, file.Options.Origins);
        var endpoint = settings.Text("tokenEndpoint", "tokenUrl", "tokenUri", "token_endpoint", "token_url");
        var server = settings.Text("authorizationServerUri", "authorizationServer", "issuer");
        var clientId = settings.Text("clientId", "client_id");
        var grant = new TokenGrant
        {
            Name = api,
            Endpoint = endpoint,
            Server = endpoint is null && server is not null ? new AuthorizationServer(server, issuer, file.Options.Time) : null,
            ClientId = clientId ?? "",
            ClientSecret = settings.Text("clientSecret", "client_secret"),
            IsSecretInForm = settings.Text("clientAuthentication", "tokenEndpointAuthMethod", "token_endpoint_auth_method") switch
            {
                "post" or "body" or "client_secret_post" => true,
                "basic" or "header" or "client_secret_basic" => false,
                _ => null,
            },
            RefreshToken = settings.Text("refreshToken", "refresh_token"),
            Scopes = settings.Words("scopes", "scope"),
            Audience = settings.Text("audience"),
            Resource = settings.Text("resource"),
        };
        if (settings.Unresolved is { } unresolved)
        {
            return new MissingCredential(unresolved);
        }

        var missing = endpoint is null && server is null ? "tokenEndpoint" : clientId is null ? "clientId" : null;
        return missing is null ? new OAuth2Credential(grant, issuer, file.Options.Time) : Missing(file, authentication, api, missing);
    }

    private static MissingCredential Missing(FileContext file, AuthenticationSpec authentication, string api, string key)
    {
        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span, $"authentication 'oauth2' of '{api}' needs '{key}'; its calls answer an error and send nothing");
        return new MissingCredential(new Failure(FailureKind.NotConfigured, $"the oauth2 authentication of '{api}' has no '{key}'; nothing was sent"));
    }
}
