using Microsoft.OpenApi;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>What an operation's requests are secured with.</summary>
/// <param name="Key">Names the schemes; "" for none.</param>
/// <param name="Authentication">The block; null for none.</param>
/// <param name="Inputs">Further keys, as inputs with values of their own.</param>
internal sealed record ImportedSecurity(string Key, Node? Authentication, IReadOnlyList<ImportedInput> Inputs)
{
    public static readonly ImportedSecurity None = new("", null, []);
}

/// <summary>Makes authentication of security requirements; every secret is a variable.</summary>
/// <param name="context">The import.</param>
/// <param name="prefix">What variables of this API begin with.</param>
/// <param name="declare">Told of each variable.</param>
internal sealed class SecurityImport(ImportContext context, string prefix, Action<string> declare)
{
    /// <summary>More credentials for one request are nobody's honest wish.</summary>
    private const int MaxSchemes = 16;
    private const int MaxScopes = 100;

    private readonly Dictionary<string, ImportedSecurity> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private IList<OpenApiSecurityRequirement>? _unstated;

    public ImportedSecurity Import(OpenApiOperation operation, SourceSpan span)
    {
        var requirements = operation.Security ?? context.Document.Security ?? (_unstated ??= Unstated());

        // Alternatives: the first that can be written; having to prove nothing is the last resort.
        foreach (var requirement in requirements.Where(r => r.Count > 0))
        {
            if (Import(requirement, span) is { } security)
            {
                return security;
            }
        }

        if (requirements.Count > 0 && !requirements.Any(r => r.Count == 0))
        {
            context.Report(ImportDiagnostics.NotExpressible, span, "none of the security requirements here can be expressed; requests go out without a credential");
        }

        return ImportedSecurity.None;
    }

    /// <summary>Documents that describe schemes and never require one mean the first.</summary>
    private IList<OpenApiSecurityRequirement> Unstated()
    {
        var isStated = (context.Document.Paths ?? []).Values.SelectMany(p => p.Operations ?? []).Any(o => o.Value.Security is not null);
        if (isStated || context.Document.Components?.SecuritySchemes is not { Count: > 0 } schemes)
        {
            return [];
        }

        var first = schemes.Keys.First();
        var span = context.Places.Find(["components", "securitySchemes", first]);
        context.Report(ImportDiagnostics.Assumed, span, $"no operation says what it is secured with; '{first}' is taken for all");
        return [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(first, context.Document)] = [] }];
    }

    private ImportedSecurity? Import(OpenApiSecurityRequirement requirement, SourceSpan span)
    {
        if (requirement.Count > MaxSchemes)
        {
            return null;
        }

        var key = string.Join('+', requirement.Keys.Select(k => k.Reference.Id));
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var schemes = requirement.Keys.Select(k => (Id: k.Reference.Id ?? "", Scheme: context.Resolve(k, span))).ToList();
        if (schemes.Exists(s => s.Scheme is null || !IsSupported(s.Scheme)))
        {
            return null;
        }

        // One block holds one scheme; keys beside it are inputs with a value.
        var main = schemes.FindIndex(s => s.Scheme!.Type != SecuritySchemeType.ApiKey);
        main = Math.Max(main, 0);
        var others = schemes.Where((_, index) => index != main).ToList();
        if (others.Exists(o => o.Scheme!.Type != SecuritySchemeType.ApiKey))
        {
            context.Report(ImportDiagnostics.NotExpressible, span, $"'{key}' are several credentials in one header; '{schemes[main].Id}' is sent");
            others.RemoveAll(o => o.Scheme!.Type != SecuritySchemeType.ApiKey);
        }

        var security = new ImportedSecurity(key, Authentication(schemes[main].Id, schemes[main].Scheme!, span), [.. others.Select(o => Key(o.Id, o.Scheme!))]);
        _known.Add(key, security);
        return security;
    }

    private static bool IsSupported(IOpenApiSecurityScheme scheme) => scheme.Type switch
    {
        SecuritySchemeType.ApiKey => scheme.Name is { Length: > 0 } && scheme.In is ParameterLocation.Header or ParameterLocation.Query or ParameterLocation.Cookie,
        SecuritySchemeType.Http => scheme.Scheme?.ToLowerInvariant() is "bearer" or "basic" or "digest",
        SecuritySchemeType.OAuth2 or SecuritySchemeType.OpenIdConnect => true,
        _ => false,
    };

    private MappingNode Authentication(string id, IOpenApiSecurityScheme scheme, SourceSpan span)
    {
        switch (scheme.Type)
        {
            case SecuritySchemeType.ApiKey:
                return new MappingDraft()
                    .Add("type", "apikey")
                    .Add("key", scheme.Name)
                    .Add("value", Variable(id, "API_KEY"))
                    .Add("placement", scheme.In!.Value.ToString().ToLowerInvariant())
                    .Build();
            case SecuritySchemeType.Http when !scheme.Scheme!.Equals("bearer", StringComparison.OrdinalIgnoreCase):
                return new MappingDraft()
                    .Add("type", scheme.Scheme.ToLowerInvariant())
                    .Add("username", Variable(id, "USERNAME"))
                    .Add("password", Variable(id, "PASSWORD"))
                    .Build();
            case SecuritySchemeType.Http:
                return new MappingDraft().Add("type", "bearer").Add("token", Variable(id, "TOKEN")).Build();
            case SecuritySchemeType.OAuth2 when TokenEndpoint(scheme) is { } endpoint:
                return new MappingDraft()
                    .Add("type", "oauth2")
                    .Add("tokenEndpoint", endpoint)
                    .Add("clientId", Variable(id, "CLIENT_ID"))
                    .Add("clientSecret", Variable(id, "CLIENT_SECRET"))
                    .Add("scopes", [.. ScopesOf(id).Select(MappingDraft.Text)])
                    .Build();
            default:
                var token = Variable(id, "ACCESS_TOKEN");
                context.Report(ImportDiagnostics.Assumed, span, $"'{id}' wants an access token of OAuth 2.0; it is read from {token.Trim('{', '}')}",
                    "the token is not fetched: get one where the document says");
                return new MappingDraft().Add("type", "bearer").Add("token", token).Build();
        }
    }

    /// <summary>Where a client gets tokens in its own name; null where only people can, or nobody knows where that is.</summary>
    private string? TokenEndpoint(IOpenApiSecurityScheme scheme) => scheme.Flows?.ClientCredentials?.TokenUrl switch
    {
        { IsAbsoluteUri: true, Scheme: "http" or "https" } absolute => absolute.AbsoluteUri,
        { IsAbsoluteUri: false } relative when context.Options.Origin is { } origin && Uri.TryCreate(origin, relative, out var absolute) => absolute.AbsoluteUri,
        _ => null,
    };

    /// <summary>All scopes that anything in the document asks of a scheme: its operations share one token.</summary>
    private IEnumerable<string> ScopesOf(string id)
    {
        var operations = (context.Document.Paths ?? []).Values.SelectMany(p => p.Operations ?? []);
        return operations.SelectMany(o => o.Value.Security ?? []).Concat(context.Document.Security ?? [])
            .SelectMany(requirement => requirement.Where(r => r.Key.Reference.Id == id).SelectMany(r => r.Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxScopes);
    }

    private ImportedInput Key(string id, IOpenApiSecurityScheme scheme) =>
        new(scheme.Name ?? "", scheme.In!.Value.ToString().ToLowerInvariant()) { Value = Variable(id, "API_KEY") };

    /// <summary>The variable that holds a secret of a scheme; one that another scheme has taken gets the scheme's name in it.</summary>
    private string Variable(string id, string kind)
    {
        var name = $"{prefix}_{kind}";
        if (!_variables.TryAdd(name, id) && _variables[name] != id)
        {
            name = $"{prefix}_{ImportNames.ScreamingSnake(id)}_{kind}";
        }

        declare(name);
        return $"{{{{{name}}}}}";
    }
}
