using Naftiko.Engine.Authentication;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Guards;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Authentication;

/// <summary>Compiles the <c>authentication</c> of a surface. What does not resolve, or cannot be checked, lets nobody in.</summary>
internal sealed class GuardCompiler(FileContext file)
{
    private static readonly string[] Issuers = ["authorizationServerUri", "authorizationServer", "issuer"];
    private static readonly string[] Supported = ["bearer", "basic", "digest", "apikey", "oauth2", "none"];

    public Guard? Compile(AuthenticationSpec? authentication)
    {
        if (authentication is null || authentication.Type == "none")
        {
            return null;
        }

        var settings = new AuthenticationSettings(file, authentication);
        var guard = Compile(authentication, settings);
        if (guard is NobodyGuard || settings.Unresolved is not { } unresolved)
        {
            return guard;
        }

        // A part that does have a default is meant to have another value.
        file.Diagnostics.Add(BindDiagnostics.Missing, authentication.Span, $"{unresolved.Detail.Split(';')[0]}; every caller is refused");
        return new NobodyGuard(guard.Scheme);
    }

    private Guard Compile(AuthenticationSpec authentication, AuthenticationSettings settings) => authentication.Type switch
    {
        "bearer" => Secret(authentication, settings, "token", "value") is { } token ? new BearerGuard(token) : new NobodyGuard("bearer"),
        "basic" => User(authentication, settings) is var (user, password) ? new BasicGuard(user, password) : new NobodyGuard("basic"),
        "digest" => User(authentication, settings) is var (user, password) ? new DigestGuard(user, password) : new NobodyGuard("digest"),
        "apikey" or "api-key" or "api_key" => ApiKey(authentication, settings),
        "oauth2" => OAuth2(authentication, settings),
        _ => Unsupported(authentication),
    };

    private NobodyGuard Unsupported(AuthenticationSpec authentication)
    {
        file.Diagnostics.Add(ReferenceDiagnostics.UnsupportedAuthentication, authentication.Span,
            $"authentication '{authentication.Type}' of a surface is not supported yet; it refuses every caller", Nearest.Hint(authentication.Type, Supported));
        return new NobodyGuard(authentication.Type);
    }

    private Guard ApiKey(AuthenticationSpec authentication, AuthenticationSettings settings)
    {
        // With `header` or `name` that is the name, and `key` may be the secret; else `key` is the name.
        var named = settings.Name("header", "name");
        var key = named is null ? Secret(authentication, settings, "value", "token") : Secret(authentication, settings, "value", "token", "key");
        var placement = Choice(authentication, settings, ["placement", "in"], ["header", "query"]);
        return key is null || placement is null
            ? new NobodyGuard("apikey")
            : new ApiKeyGuard(named ?? settings.Name("key") ?? "X-API-Key", placement == "query", key);
    }

    private Guard OAuth2(AuthenticationSpec authentication, AuthenticationSettings settings)
    {
        var issuer = Address(authentication, settings, Secret(authentication, settings, Issuers), Issuers);
        var validation = Choice(authentication, settings, ["tokenValidation"], ["jwks", "introspection"]);
        var method = Choice(authentication, settings, ["clientAuthentication", "tokenEndpointAuthMethod"], ["client_secret_basic", "client_secret_post"]);
        var resource = settings.Text("resource");
        var audience = settings.Text("audience") ?? resource ?? Secret(authentication, settings, "resource", "audience");
        var scopes = settings.Words("scopes", "scope");
        var introspection = settings.Text("introspectionEndpoint", "introspectionUrl");
        var client = new ClientIdentity(settings.Text("clientId", "client_id"), settings.Text("clientSecret", "client_secret"), method == "client_secret_post");
        if (issuer is null || audience is null || validation is null || method is null || (resource is not null && Address(authentication, settings, resource, ["resource"]) is null))
        {
            return new NobodyGuard("oauth2");
        }

        return new OAuth2Guard
        {
            Issuer = issuer,
            Resource = resource,
            Audience = audience,
            Scopes = scopes,
            TokenEndpoint = settings.Text("tokenEndpoint", "tokenUrl", "token_endpoint"),
            IsIntrospected = validation == "introspection",
            IntrospectionEndpoint = introspection,
            Client = client,
            IssuerClient = new IssuerClient(file.Options.Client, file.Options.Origins),
        };
    }

    /// <summary>The choice that is made, in lower case; the first where nothing is written; null (reported) for one that is not offered.</summary>
    private string? Choice(AuthenticationSpec authentication, AuthenticationSettings settings, string[] keys, string[] offered)
    {
        var chosen = settings.Name(keys)?.ToLowerInvariant() ?? offered[0];
        if (offered.Contains(chosen))
        {
            return chosen;
        }

        file.Diagnostics.Add(StructureDiagnostics.UnknownValue, SpanOf(authentication, keys),
            $"'{keys[0]}' of a surface's authentication is {string.Join(" or ", offered)}; every caller is refused", Nearest.Hint(chosen, offered));
        return null;
    }

    /// <summary>The address, or null (reported) for one that is not absolute. It is not shown: it may come from a variable.</summary>
    private string? Address(AuthenticationSpec authentication, AuthenticationSettings settings, string? address, string[] keys)
    {
        if (address is null || settings.Unresolved is not null || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return address;
        }

        file.Diagnostics.Add(StructureDiagnostics.UnknownValue, SpanOf(authentication, keys), $"'{keys[0]}' must be an absolute http or https URI; every caller is refused");
        return null;
    }

    private static SourceSpan SpanOf(AuthenticationSpec authentication, string[] keys) =>
        keys.Select(key => authentication.Settings[key]).OfType<Node>().FirstOrDefault()?.Span ?? authentication.Span;

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
