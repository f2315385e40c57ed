using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation;

/// <summary>Compiles the <c>authentication</c> of a surface. What does not resolve, or cannot be checked, lets nobody in.</summary>
internal sealed class GuardCompiler(FileContext file)
{
    private static readonly string[] Supported = ["bearer", "basic", "digest", "apikey", "oauth2", "none"];

    public Guard? Compile(AuthenticationSpec? authentication)
    {
        if (authentication is null || authentication.Type == "none")
        {
            return null;
        }

        var settings = new AuthenticationSettings(file, authentication);
        return authentication.Type switch
        {
            "bearer" => Secret(authentication, settings, "token", "value") is { } token ? new BearerGuard(token) : new NobodyGuard("bearer"),
            "basic" => User(authentication, settings) is var (user, password) ? new BasicGuard(user, password) : new NobodyGuard("basic"),
            "digest" => User(authentication, settings) is var (user, password) ? new DigestGuard(user, password) : new NobodyGuard("digest"),
            "apikey" or "api-key" or "api_key" => ApiKey(authentication, settings),
            "oauth2" => OAuth2(authentication, settings),
            _ => Unsupported(authentication),
        };
    }

    private NobodyGuard Unsupported(AuthenticationSpec authentication)
    {
        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span,
            $"authentication '{authentication.Type}' of a surface is not supported yet; it refuses every caller", Nearest.Hint(authentication.Type, Supported));
        return new NobodyGuard(authentication.Type);
    }

    private Guard ApiKey(AuthenticationSpec authentication, AuthenticationSettings settings)
    {
        // With `header` or `name` that is the name, and `key` may be the secret; else `key` is the name.
        var named = settings.Text("header", "name");
        var key = named is null ? Secret(authentication, settings, "value", "token") : Secret(authentication, settings, "value", "token", "key");
        var isInQuery = string.Equals(settings.Text("placement", "in"), "query", StringComparison.OrdinalIgnoreCase);
        return key is null ? new NobodyGuard("apikey") : new ApiKeyGuard(named ?? settings.Text("key") ?? "X-API-Key", isInQuery, key);
    }

    private Guard OAuth2(AuthenticationSpec authentication, AuthenticationSettings settings)
    {
        var issuer = Secret(authentication, settings, "authorizationServerUri", "authorizationServer", "issuer");
        var resource = settings.Text("resource");
        var audience = settings.Text("audience") ?? resource ?? Secret(authentication, settings, "resource", "audience");
        var scopes = settings.Words("scopes", "scope");
        var introspection = settings.Text("introspectionEndpoint", "introspectionUrl");
        var client = new ClientIdentity(settings.Text("clientId", "client_id"), settings.Text("clientSecret", "client_secret"), IsInForm: false);
        if (issuer is null || audience is null)
        {
            return new NobodyGuard("oauth2");
        }

        if (settings.Unresolved is { } unresolved)
        {
            file.Diagnostics.Add(BindDiagnostics.Missing, authentication.Span, $"{unresolved.Detail.Split(';')[0]}; every caller is refused");
            return new NobodyGuard("oauth2");
        }

        return new OAuth2Guard
        {
            Issuer = issuer,
            Resource = Uri.TryCreate(resource, UriKind.Absolute, out _) ? resource : null,
            Audience = audience,
            Scopes = scopes,
            IsIntrospected = "introspection".Equals(settings.Text("tokenValidation"), StringComparison.OrdinalIgnoreCase),
            IntrospectionEndpoint = introspection,
            Client = client,
            IssuerClient = new IssuerClient(file.Options.Client, file.Options.Origins),
        };
    }

    private (string User, string Password)? User(AuthenticationSpec authentication, AuthenticationSettings settings) =>
        Secret(authentication, settings, "username", "user") is { } user && Secret(authentication, settings, "password") is { } password ? (user, password) : null;

    /// <summary>The value, or null (reported) when it does not resolve: an empty one would let everybody in.</summary>
    private string? Secret(AuthenticationSpec authentication, AuthenticationSettings settings, params ReadOnlySpan<string> keys)
    {
        if (settings.Text(keys) is { } text)
        {
            return text;
        }

        foreach (var key in keys)
        {
            if (authentication.Settings[key] is ScalarNode { IsNull: false } scalar)
            {
                file.Diagnostics.Add(BindDiagnostics.Missing, scalar.Span, $"'{key}' of the surface's authentication has no value; every caller is refused");
                return null;
            }
        }

        file.Diagnostics.Add(StructureDiagnostics.MissingKey, authentication.Span, $"authentication '{authentication.Type}' needs '{keys[0]}'; every caller is refused");
        return null;
    }
}
