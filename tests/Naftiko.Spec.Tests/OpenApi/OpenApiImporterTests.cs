using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>What the operations of a document become: names, inputs and bodies.</summary>
public sealed class OpenApiImporterTests
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
