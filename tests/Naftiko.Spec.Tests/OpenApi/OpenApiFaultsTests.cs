using System.Globalization;
using System.Text;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>Documents that are wrong, endless or too large.</summary>
public sealed class OpenApiFaultsTests
{
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
}
