using System.Globalization;
using System.Text;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.OpenApi;

public class OpenApiImporterTests
{
    [Fact]
    public void Import_Names_AreKebabUniqueAndAtMost64Long()
    {
        var longName = new string('x', 80);
        var imported = Imported.Of($$$"""
            openapi: 3.0.3
            info: {title: Pet Store (EU) API, version: 1.2}
            servers: [{url: 'https://pets.test/'}]
            paths:
              /pets:
                get: {operationId: listPets, responses: {}}
                post: {operationId: list_pets, responses: {}}
              /pets/{petId}.json:
                get: {responses: {}}
                put: {operationId: {{{longName}}}, responses: {}}
                patch: {operationId: {{{longName}}}, responses: {}}
                trace: {operationId: traced, responses: {}}
            """);

        Assert.Equal("pet-store-eu-api", imported.Api.Namespace);
        Assert.Equal("https://pets.test", imported.Api.BaseUri.Value);
        Assert.Equal("1.2", imported.File.Info.Version);
        Assert.Equal(["list-pets", "list-pets-2", "get-pets-pet-id-json", new string('x', 64), new string('x', 62) + "-2"], imported.Tools);
        Assert.Equal(["GET /pets", "POST /pets", "GET /pets/{petId}.json", "PUT /pets/{petId}.json", "PATCH /pets/{petId}.json"], imported.Routes);
        Assert.Equal(["NFK7004"], imported.Ids);
    }

    [Fact]
    public void Import_Parameters_OfThePathItemAreMergedAndStylesKept()
    {
        var imported = Imported.Of("""
            openapi: 3.0.3
            info: {title: T, version: "1"}
            servers: [{url: 'https://t.test'}]
            paths:
              /a/{id}:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: integer}}
                  - {name: q, in: query, schema: {type: string}}
                  - $ref: '#/components/parameters/Trace'
                get:
                  parameters:
                    - {name: q, in: query, required: true, description: Own., schema: {type: string, enum: [a, b], default: a}}
                    - {name: many, in: query, schema: {type: array, items: {type: integer}}}
                    - {name: csv, in: query, explode: false, schema: {type: array, items: {type: string, enum: [x, z]}}}
                    - {name: deep, in: query, style: deepObject, schema: {type: object, required: [from], properties: {from: {type: string}, to: {type: string}}}}
                    - {name: flat, in: query, schema: {type: object, properties: {limit: {type: integer}}}}
                    - {name: json, in: query, content: {application/json: {schema: {type: object}}}}
                    - {name: session, in: cookie, schema: {type: string}}
                    - {name: Authorization, in: header, schema: {type: string}}
                    - {name: lost, in: path, required: true, schema: {type: string}}
                  responses: {}
            components:
              parameters:
                Trace: {name: X-Trace, in: header, schema: {type: string, nullable: true}}
            """);

        Assert.Equal(
            [
                "path id integer*", "header X-Trace string", "query q string*", "query many array<integer>", "query csv string", "query deep[from] string", "query deep[to] string",
                "query limit integer", "query json object", "cookie session string",
            ],
            imported.Inputs());
        var q = imported.Operation().Inputs.Single(i => i.Name == "q");
        Assert.Equal("Own.", q.Description);
        Assert.Equal(["a", "b"], q.Enum.Select(e => e.Text));
        Assert.Equal("a", Assert.IsType<ScalarNode>(q.Default).Text);
        Assert.Equal("Several values stand between commas. Each one of: x, z.", imported.Operation().Inputs.Single(i => i.Name == "csv").Description);
        Assert.Equal(["NFK7002"], imported.Ids);
    }

    [Fact]
    public void Import_BodyOfAllOf_IsTheFieldsOfAllParts()
    {
        var imported = Imported.Post(
            "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}, responses: {}",
            """
            {schemas: {
              Base: {type: object, required: [name], properties: {id: {type: string, readOnly: true}, name: {type: string}}},
              New: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {size: {type: [integer, 'null']}, parent: {$ref: '#/components/schemas/New'}}}]}}}
            """);

        Assert.Equal(["body name string*", "body size integer", "body parent object"], imported.Inputs());
        Assert.Null(imported.Operation().Body);
        Assert.Empty(imported.Diagnostics);
    }

    [Theory]
    [InlineData("application/json: {schema: {type: array, items: {type: string}}}", "body body array<string>*", null)]
    [InlineData("application/json: {schema: {type: object}}", "body body object*", null)]
    [InlineData("application/json: {schema: {type: object, additionalProperties: {type: string}}}", "body body object*", null)]
    [InlineData("application/json: {schema: {oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]}}", "body body object*", null)]
    [InlineData("application/json: {schema: {type: object, properties: {body: {type: string}}}}", "body body string", "{\"type\":\"json\",\"data\":{\"body\":\"{{tools.body}}\"}}")]
    [InlineData("application/json-patch+json: {schema: {type: array}}", "body body array*", "{\"type\":\"application/json-patch+json\"}")]
    [InlineData("application/vnd.x+json: {schema: {properties: {a: {type: boolean}}}}", "body a boolean", "{\"type\":\"application/vnd.x+json\"}")]
    [InlineData("application/x-www-form-urlencoded: {schema: {properties: {a: {type: number}}}}", "body a number", "{\"type\":\"formUrlEncoded\"}")]
    [InlineData("multipart/form-data: {schema: {properties: {a: {type: string}}}}", "body a string", "{\"type\":\"multipartForm\"}")]
    [InlineData("application/xml: {schema: {type: object, properties: {a: {type: string}}}}", "body body string*", "{\"type\":\"application/xml\"}")]
    [InlineData("application/octet-stream: {schema: {type: string, format: binary}}", "body body string*", "{\"type\":\"application/octet-stream\"}")]
    [InlineData("image/*: {}", "body body string*", "{\"type\":\"image/*\"}")]
    [InlineData("application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: true}}", "body body object*", "{\"type\":\"formUrlEncoded\"}")]
    [InlineData("text/plain: {schema: {type: string}}, application/json: {schema: {properties: {a: {type: string}}}}", "body a string", null)]
    public void Import_Body_BecomesFieldsOrTheWhole(string content, string input, string? block)
    {
        var imported = Imported.Post($"requestBody: {{required: true, content: {{{content}}}}}, responses: {{}}");

        Assert.Equal([input], imported.Inputs());
        var root = Assert.IsType<MappingNode>(YamlParser.Parse(new SourceText("x", imported.Text!), YamlBudget.Default, []));
        var operation = (MappingNode)At(root, "capability", "consumes", "resources", "operations");
        Assert.Equal(block, operation["body"] is { } body ? NodeJson.Write(body) : null);
    }

    [Theory]
    [InlineData("file: {type: string, format: binary}", "note (string), file (file)")]
    [InlineData("file: {type: array, items: {type: string, format: binary}}", "note (string), file (file)")]
    [InlineData("file: {type: string, contentMediaType: image/png}", "note (string), file (file)")]
    public void Import_BodyWithFiles_IsTheWholeBody(string file, string parts)
    {
        var imported = Imported.Post($"requestBody: {{content: {{multipart/form-data: {{schema: {{type: object, properties: {{note: {{type: string}}, {file}}}}}}}}}}}, responses: {{}}");

        Assert.Equal(["body body object"], imported.Inputs());
        Assert.Equal($"Its parts: {parts}.", Assert.Single(imported.Operation().Inputs, i => i.Name == "body").Description);
        Assert.Equal(["NFK7004"], imported.Ids);
    }

    [Fact]
    public void Import_SameNameInSeveralPlaces_FeedsEachOnItsOwn()
    {
        var imported = Imported.Post(
            "parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: id, in: query, schema: {type: string}}], "
            + "requestBody: {content: {application/json: {schema: {properties: {id: {type: integer}}}}}}, responses: {}");

        Assert.Equal(["path path_id string*", "query id string", "body id integer"], imported.Inputs());
        Assert.Equal("{{tools.query_id}}", Assert.IsType<ScalarNode>(imported.Operation().Inputs[1].Value).Text);
        Assert.Equal(["POST /things/{path_id}"], imported.Routes);
    }

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

    [Theory]
    [InlineData("style: label, schema: {type: string}", "/x/.{p}", "path p string*", null)]
    [InlineData("style: matrix, schema: {type: string}", "/x/;p={p}", "path p string*", null)]
    [InlineData("style: label, explode: true, schema: {type: array, items: {type: string}}", "/x/.{p}", "path p string*", "Several values stand between dots.")]
    [InlineData("style: matrix, explode: false, schema: {type: array, items: {type: string}}", "/x/;p={p}", "path p string*", "Several values stand between commas.")]
    [InlineData("style: matrix, explode: true, schema: {type: array, items: {type: integer}}", "/x/;p={p}", "path p integer*", null)]
    [InlineData("style: simple, schema: {type: array, items: {type: integer}}", "/x/{p}", "path p string*", "Several values stand between commas.")]
    public void Import_StyleOfAPathParameter_IsInThePath(string parameter, string path, string input, string? description)
    {
        var imported = Imported.Of("""
            openapi: 3.0.3
            info: {title: T, version: "1"}
            servers: [{url: 'https://t.test'}]
            paths:
              /x/{p}: {get: {parameters: [{name: p, in: path, required: true, STYLE}], responses: {}}}
            """.Replace("STYLE", parameter, StringComparison.Ordinal));

        Assert.Equal([$"GET {path}"], imported.Routes);
        Assert.Equal([input], imported.Inputs());
        Assert.Equal(description, imported.Operation().Inputs[0].Description);
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

    [Fact]
    public void Import_Swagger2_ReadsFormsListsAndHosts()
    {
        var imported = Imported.Of("""
            swagger: 2.0
            info: {title: Old, version: 1}
            host: old.test
            basePath: /v1
            schemes: [http, https]
            securityDefinitions: {k: {type: apiKey, in: header, name: X-Key}}
            security: [{k: []}]
            paths:
              /a:
                post:
                  operationId: send
                  consumes: [application/x-www-form-urlencoded]
                  parameters:
                    - {name: tags, in: query, type: array, items: {type: string}}
                    - {name: multi, in: query, type: array, collectionFormat: multi, items: {type: string}}
                    - {name: text, in: formData, type: string, required: true}
                    - {name: list, in: formData, type: array, items: {type: string}}
                  responses: {'200': {description: ok, schema: {type: object, properties: {id: {type: string}, 'odd name': {type: array}}}}}
            """);

        Assert.Equal("https://old.test/v1", imported.Api.BaseUri.Value);
        Assert.Equal(["query tags string", "query multi array<string>", "body text string*", "body list string"], imported.Inputs());
        Assert.Equal("application/x-www-form-urlencoded", imported.Operation().Body?.MediaType);
        Assert.Equal(["id $.id", "odd name $['odd name']"], imported.Operation().Outputs.Select(o => $"{o.Name} {o.Mapping?.Value}"));
    }

    [Theory]
    [InlineData("a: 1", "NFK7001")]
    [InlineData("[]", "NFK7001")]
    [InlineData("openapi: 9.9.9", "NFK7001")]
    [InlineData("openapi: 3.1.0", "NFK7007")]
    [InlineData("openapi: 3.1.0\ninfo: {}\npaths: 5", "NFK7007")]
    [InlineData("openapi: [3]\npaths: {/a: {get: {}}}", "NFK7001")]
    [InlineData("{ not yaml", "NFK1001")]
    public void Import_NoDocument_IsAnError(string text, string id)
    {
        var imported = Imported.Of(text);

        Assert.Null(imported.Text);
        Assert.Contains(imported.Diagnostics, d => d.Id == id && d.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("parameters: [{$ref: '#/components/parameters/P'}]", "{parameters: {P: {$ref: '#/components/parameters/Q'}, Q: {$ref: '#/components/parameters/P'}}}")]
    [InlineData("requestBody: {$ref: '#/components/requestBodies/B'}", "{requestBodies: {B: {$ref: '#/components/requestBodies/B'}}}")]
    [InlineData("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}", "{schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}")]
    [InlineData("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Nowhere'}}}}", "{}")]
    [InlineData("requestBody: {content: {application/json: {schema: {$ref: 'https://elsewhere.test/x.json'}}}}", "{}")]
    public void Import_ReferenceThatLeadsNowhere_IsReportedAndLeftOut(string operation, string components)
    {
        var imported = Imported.Post($"{operation}, responses: {{}}", components);

        Assert.Equal("things-api", imported.Api.Namespace);
        Assert.Contains("NFK7003", imported.Ids);
        Assert.All(imported.Diagnostics, d => Assert.Equal(6, d.Span.Line));
    }

    [Fact]
    public void Import_AllOfThatHoldsItself_Ends()
    {
        var imported = Imported.Post(
            "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {}",
            "{schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], properties: {a: {type: string}}}, B: {anyOf: [{$ref: '#/components/schemas/A'}]}}}");

        Assert.Equal(["body a string"], imported.Inputs());
    }

    /// <summary>Forty levels of two references to the next would be 2^40 parts if each way were walked.</summary>
    [Fact]
    public void Import_AllOfThatDoublesAtEachLevel_IsReadOnce()
    {
        var schemas = new StringBuilder("{schemas: {");
        for (var i = 0; i < 40; i++)
        {
            schemas.Append(CultureInfo.InvariantCulture, $"S{i}: {{allOf: [{{$ref: '#/components/schemas/S{i + 1}'}}, {{$ref: '#/components/schemas/S{i + 1}'}}]}}, ");
        }

        var imported = Imported.Post(
            "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}, responses: {}",
            schemas.Append("S40: {properties: {end: {type: string}}}}}").ToString());

        Assert.Equal(["body end string"], imported.Inputs());
    }

    [Fact]
    public void Import_MoreOperationsThanItTakes_LeavesTheRestOut()
    {
        var document = new StringBuilder("openapi: 3.0.0\ninfo: {title: T, version: v}\nservers: [{url: 'https://t.test'}]\npaths:\n");
        for (var i = 0; i < 10_001; i++)
        {
            document.Append(CultureInfo.InvariantCulture, $"  /p{i}: {{get: {{operationId: same}}}}\n");
        }

        var imported = Imported.Of(document.ToString());

        var tools = imported.Tools.ToList();
        Assert.Equal(["NFK7005"], imported.Ids);
        Assert.Equal((10_000, "same", "same-2", "same-10000"), (tools.Count, tools[0], tools[1], tools[^1]));
    }

    /// <summary>Any single value of a document replaced by something else: an answer comes, and what comes can be read.</summary>
    [Fact]
    public void Import_DocumentWithOneWrongPart_NeverThrows()
    {
        const string Document = """
            {"openapi":"3.1.0","info":{"title":"T","version":"1"},"servers":[{"url":"https://{h}.test","variables":{"h":{"default":"a","enum":["a"]}}}],"security":[{"s":[]}],
            "paths":{"/a/{id}":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string","enum":["x"],"default":"x"}}],
            "post":{"operationId":"o","summary":"s","parameters":[{"$ref":"#/components/parameters/p"}],"requestBody":{"content":{"application/json":{"schema":{"allOf":[{"$ref":"#/components/schemas/S"}]}}}},
            "responses":{"200":{"description":"d","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S"}}}}}}}},
            "components":{"parameters":{"p":{"name":"q","in":"query","style":"form","explode":true,"schema":{"type":"array","items":{"type":"string"}}}},
            "schemas":{"S":{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"oneOf":[{"type":"string"},{"type":"null"}]}}}},
            "securitySchemes":{"s":{"type":"apiKey","in":"header","name":"X"}}}}
            """;
        string[] replacements = ["null", "7", "\"x\"", "[]", "{}", "[null]", "{\"$ref\":\"#/components/schemas/S\"}", "true"];
        for (var index = 0; ; index++)
        {
            foreach (var replacement in replacements)
            {
                if (Mutation.Replace(Document, index, replacement) is not { } mutated)
                {
                    Assert.True(index > 50);
                    return;
                }

                var imported = Imported.Of(mutated);
                Assert.True(imported.Text is not null || imported.Diagnostics.HasErrors, mutated);
                _ = imported.Text is null ? null : imported.File;
            }
        }
    }

    private static Node At(Node node, params string[] keys)
    {
        foreach (var key in keys)
        {
            node = Assert.IsType<MappingNode>(node)[key] ?? throw new InvalidOperationException(key);
            node = node is SequenceNode { Items: [var first, ..] } ? first : node;
        }

        return node;
    }
}
