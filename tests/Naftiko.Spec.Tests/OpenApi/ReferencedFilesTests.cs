using Naftiko.Spec.OpenApi;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>Documents that are spread over several files.</summary>
public sealed class ReferencedFilesTests
{
    private static string Document(string paths, string components = "{}") => $$"""
        openapi: 3.1.0
        info: {title: Things API, version: "1"}
        servers: [{url: 'https://things.test/v1'}]
        paths: {{paths}}
        components: {{components}}
        """;

    [Fact]
    public void Import_PartsInOtherFiles_AreReadWhereTheyStand()
    {
        var imported = Imported.OfFiles(Document("{'/things/{id}': {$ref: 'paths/thing.yml'}}"), new()
        {
            ["paths/thing.yml"] = """
                parameters: [{$ref: '../common.yml#/parameters/Id'}]
                post:
                  operationId: act
                  requestBody: {$ref: '../common.yml#/bodies/Thing'}
                  responses: {'200': {$ref: '../common.yml#/responses/Thing'}}
                """,
            ["common.yml"] = """
                parameters: {Id: {name: id, in: path, required: true, schema: {$ref: '#/types/Id'}}}
                types: {Id: {type: integer}}
                bodies: {Thing: {required: true, content: {application/json: {schema: {$ref: 'schemas/thing.json#/$defs/Thing'}}}}}
                responses: {Thing: {description: ok, content: {application/json: {schema: {$ref: 'schemas/thing.json#/$defs/Thing'}}}}}
                """,
            ["schemas/thing.json"] = """{"$defs":{"Thing":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"parts":{"type":"array","items":{"$ref":"#/$defs/Thing"}},"kind":{"$ref":"./kind.json"}}}}}""",
            ["schemas/kind.json"] = """{"type":"string","enum":["a","b"]}""",
        });

        Assert.Empty(imported.Diagnostics);
        Assert.Equal(["path id integer*", "body name string*", "body parts array<object>", "body kind string"], imported.Inputs());
        Assert.Equal(["name", "parts", "kind"], imported.Operation().Outputs.Select(o => o.Name));
    }

    [Fact]
    public void Import_Swagger2InSeveralFiles_IsOneDocument()
    {
        var imported = Imported.OfFiles("""
            swagger: "2.0"
            info: {title: Old, version: "1"}
            host: old.test
            schemes: [https]
            paths:
              /orders/{id}:
                put:
                  parameters: [{$ref: 'parts.yml#/Id'}, {name: order, in: body, required: true, schema: {$ref: 'parts.yml#/Order'}}]
                  responses: {}
            definitions: {Order: {type: string}}
            """, new()
        {
            ["parts.yml"] = """
                Id: {name: id, in: path, required: true, type: integer}
                Order: {type: object, properties: {lines: {type: array, items: {$ref: '#/Line'}}, total: {$ref: 'api.yml#/definitions/Order'}}}
                Line: {type: object, properties: {of: {$ref: '#/Order'}}}
                """,
        });

        Assert.Empty(imported.Diagnostics);
        Assert.Equal(["path id integer*", "body lines array<object>", "body total string"], imported.Inputs());
    }

    /// <summary>A reference may lead anywhere in the document, not only to its components.</summary>
    [Fact]
    public void Import_ReferenceDeepIntoTheDocument_IsFollowed()
    {
        var imported = Imported.OfFiles(Document("""
            {/a: {post: {operationId: a, requestBody: {content: {application/json: {schema: {type: object, properties: {x: {type: string}, y: {$ref: '#/paths/~1a/post/requestBody/content/application~1json/schema/properties/x'}}}}}}, responses: {}}},
             /b: {post: {operationId: b, requestBody: {$ref: '#/paths/~1a/post/requestBody'}, responses: {}}}}
            """), []);

        Assert.Empty(imported.Diagnostics);
        Assert.Equal(["body x string", "body y string"], imported.Inputs("a"));
        Assert.Equal(["body x string", "body y string"], imported.Inputs("b"));
    }

    [Fact]
    public void Import_NamesThatAreTaken_AreNotMixedUp()
    {
        var imported = Imported.OfFiles(
            Document("{/a: {post: {requestBody: {content: {application/json: {schema: {$ref: 'other.yml#/Thing'}}}}, responses: {}}}}", "{schemas: {Thing: {type: object, properties: {wrong: {type: string}}}}}"),
            new() { ["other.yml"] = "Thing: {type: object, properties: {right: {type: string}}}" });

        Assert.Equal(["body right string"], imported.Inputs());
    }

    [Theory]
    [InlineData("{/a: {$ref: 'missing.yml'}, /b: {get: {responses: {}}}}", "'missing.yml' leads to nothing")]
    [InlineData("{/a: {$ref: 'loop.yml#/a'}, /b: {get: {responses: {}}}}", "'loop.yml#/a' leads to nothing")]
    [InlineData("{/b: {get: {parameters: [{$ref: 'loop.yml#/nowhere'}], responses: {}}}}", "'loop.yml#/nowhere' leads to nothing")]
    [InlineData("{/b: {get: {parameters: [{name: x, in: query, schema: {$ref: 'missing.yml#/X'}}], responses: {}}}}", "'missing.yml#/X' leads to nothing")]
    public void Import_ReferenceThatCannotBeFollowed_IsReportedAndTheRestImported(string paths, string message)
    {
        var imported = Imported.OfFiles(Document(paths), new() { ["loop.yml"] = "a: {$ref: '#/b'}\nb: {$ref: 'loop.yml#/a'}" });

        Assert.Equal(["GET /b"], imported.Routes);
        Assert.Contains(imported.Diagnostics, d => d.Id == "NFK7003" && d.Message.StartsWith(message, StringComparison.Ordinal) && d.Span.Line > 0);
    }

    /// <summary>Thirty levels that each name the next twice would be a thousand million parts.</summary>
    [Fact]
    public void Import_PartsThatDoubleAtEachLevel_EndAtALimit()
    {
        var levels = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"l{i}: {{x: {{$ref: '#/l{i + 1}'}}, y: {{$ref: '#/l{i + 1}'}}}}"));
        var imported = Imported.OfFiles(Document("{/a: {get: {responses: {'200': {description: ok, headers: {H: {$ref: 'deep.yml#/l0'}}}}}}}"), new() { ["deep.yml"] = levels + "\nl30: {}" },
            new ImportOptions { Budget = new YamlBudget { MaxNodes = 20_000 } });

        Assert.Equal(["GET /a"], imported.Routes);
        Assert.Contains("NFK7003", imported.Ids);
    }
}
