using Naftiko.Spec.OpenApi;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>Where the APIs of a document are and how they are entered: servers and security schemes.</summary>
public sealed class OpenApiServersTests
{
    [Theory]
    [InlineData("{type: http, scheme: bearer}", "bearer", "THINGS_API_TOKEN")]
    [InlineData("{type: http, scheme: Basic}", "basic", "THINGS_API_PASSWORD,THINGS_API_USERNAME")]
    [InlineData("{type: apiKey, in: query, name: k}", "apikey", "THINGS_API_API_KEY")]
    [InlineData("{type: http, scheme: digest}", "digest", "THINGS_API_PASSWORD,THINGS_API_USERNAME")]
    [InlineData("{type: apiKey, in: cookie, name: k}", "apikey", "THINGS_API_API_KEY")]
    [InlineData("{type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://t.test', scopes: {}}}}", "oauth2", "THINGS_API_CLIENT_ID,THINGS_API_CLIENT_SECRET")]
    [InlineData("{type: oauth2, flows: {clientCredentials: {tokenUrl: '/token', scopes: {}}}}", "bearer", "THINGS_API_ACCESS_TOKEN")]
    [InlineData("{type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://t.test', tokenUrl: 'https://t.test', scopes: {}}}}", "bearer", "THINGS_API_ACCESS_TOKEN")]
    [InlineData("{type: openIdConnect, openIdConnectUrl: 'https://t.test/.well-known/openid-configuration'}", "bearer", "THINGS_API_ACCESS_TOKEN")]
    public void Import_SecurityScheme_BecomesAuthenticationAndVariables(string scheme, string type, string variables)
    {
        var imported = Imported.Post("security: [{s: []}], responses: {}", $"{{securitySchemes: {{s: {scheme}}}}}");

        Assert.Equal(type, imported.Api.Authentication?.Type);
        Assert.Equal(variables, string.Join(',', Assert.Single(imported.File.Binds).Keys.Select(k => k.Variable)));
    }

    [Fact]
    public void Import_OAuth2_AsksForAllScopesOfItsOperations()
    {
        var imported = Imported.Of("""
            openapi: 3.0.3
            info: {title: T, version: "1"}
            servers: [{url: 'https://t.test'}]
            security: [{o: [read]}]
            paths:
              /a: {get: {responses: {}}, post: {security: [{o: [write, read]}], responses: {}}}
            components: {securitySchemes: {o: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://t.test/token', scopes: {}}}}}}
            """);

        Assert.Equal("""{"type":"oauth2","tokenEndpoint":"https://t.test/token","clientId":"{{T_CLIENT_ID}}","clientSecret":"{{T_CLIENT_SECRET}}","scopes":["read","write"]}""",
            NodeJson.Write(imported.Api.Authentication!.Settings));
    }

    [Fact]
    public void Import_KeysWithoutValues_AreLeftOutButForRequiredSchemes()
    {
        var imported = Imported.Post("security: [{s: }], parameters: , requestBody: {content: {application/json: {schema: {properties: {a: , b: {type: string}}}}}}, responses: {}",
            "{securitySchemes: {s: {type: http, scheme: bearer, description: }}}");

        Assert.Equal("bearer", imported.Api.Authentication?.Type);
        Assert.Equal(["body b string"], imported.Inputs());
        Assert.Empty(imported.Diagnostics);
    }

    [Fact]
    public void Import_OperationsOfDifferentSecurity_AreApisOfTheirOwn()
    {
        var imported = Imported.Of("""
            openapi: 3.0.3
            info: {title: T, version: "1"}
            servers: [{url: 'https://t.test'}]
            security: [{key: [], app: []}]
            paths:
              /a: {get: {operationId: a, responses: {}}}
              /b: {get: {operationId: b, responses: {}}}
              /open: {get: {operationId: open, security: [], responses: {}}}
              /other: {get: {operationId: other, servers: [{url: 'https://other.test'}], security: [{none: []}, {basic: []}], responses: {}}}
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: X-Key}
                app: {type: apiKey, in: query, name: app}
                basic: {type: http, scheme: basic}
                none: {type: mutualTLS}
            """);

        Assert.Equal(["t https://t.test apikey", "t-public https://t.test ", "t-basic https://other.test basic"],
            imported.File.Consumes.Select(c => $"{c.Namespace} {c.BaseUri.Value} {c.Authentication?.Type}"));
        var extra = Assert.Single(imported.File.Consumes[0].Inputs);
        Assert.Equal(("app", "query", "{{T_APP_API_KEY}}"), (extra.Name, extra.In, Assert.IsType<ScalarNode>(extra.Value).Text));
        Assert.Equal(["a", "b", "open", "other"], imported.Tools);
    }

    [Theory]
    [InlineData("[{url: 'https://{region}.t.test/{v}', variables: {region: {default: eu, enum: [eu, us]}, v: {default: v1}}}]", "https://eu.t.test/v1", "")]
    [InlineData("[{url: 'https://{tenant}.t.test', variables: {tenant: {default: your-tenant}}}]", "https://{{T_TENANT}}.t.test", "T_TENANT")]
    [InlineData("[{url: /v1}]", "{{T_BASE_URI}}/v1", "T_BASE_URI")]
    [InlineData("[]", "{{T_BASE_URI}}", "T_BASE_URI")]
    [InlineData("[{url: 'wss://t.test'}, {url: 'http://t.test/'}, {url: 'https://t.test/'}]", "https://t.test", "")]
    public void Import_Servers_BecomeTheBaseUri(string servers, string baseUri, string variables)
    {
        var imported = Imported.Of($$"""
            openapi: 3.0.3
            info: {title: T, version: "1"}
            servers: {{servers}}
            paths:
              /a: {get: {operationId: a} }
            """);

        Assert.Equal(baseUri, imported.Api.BaseUri.Value);
        Assert.Equal(variables, string.Join(',', imported.File.Binds.SelectMany(b => b.Keys).Select(k => k.Variable)));
    }

    [Fact]
    public void Import_RelativeServerOfAFetchedDocument_IsRelativeToItsOrigin()
    {
        var imported = Imported.Of(
            """{openapi: 3.0.3, info: {title: T, version: "1"}, servers: [{url: ../v2}], paths: {/a: {get: {responses: {}}}}}""",
            new ImportOptions { Origin = new Uri("https://docs.test/specs/api/openapi.json"), Namespace = "my-api" });

        Assert.Equal("https://docs.test/specs/v2", imported.Api.BaseUri.Value);
        Assert.Equal("my-api", imported.Api.Namespace);
    }
}
