using System.Net;
using System.Text.Json;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Rest.OpenApi;

namespace Naftiko.Host.Tests.Exposes.Rest.OpenApi;

public class OpenApiDocumentTests
{
    private const string Fleet = """
        naftiko: "1.0.0-alpha2"
        info: {label: Fleet, description: Ships of a fleet., version: 2.1.0}
        capability:
          consumes:
            - namespace: registry
              type: http
              baseUri: https://registry.test
              resources:
                - path: /ships/{ship-id}
                  operations:
                    - name: get-ship
                      inputParameters:
                        - {name: ship-id, in: path, type: integer, description: The number.}
                        - {name: fields, in: query, type: array, items: {type: string}, enum: [name, flag]}
                        - {name: filter, in: query, type: object}
                        - {name: X-Trace, in: header, type: string}
                        - {name: session, in: cookie, type: string}
                    - name: put-ship
                      method: PUT
                      inputParameters:
                        - {name: name, in: body, type: string, required: true}
                        - {name: size, in: body, type: number}
                    - name: post-ship
                      method: POST
          exposes:
            - type: rest
              namespace: fleet
              resources:
                - name: ships
                  path: /ships/{id}
                  operations:
                    - {name: read, method: GET, label: One ship, description: Reads a ship., call: registry.get-ship}
                    - {name: write, method: PUT, call: registry.put-ship}
                - name: crew
                  path: "/ships/{{ship}}"
                  operations:
                    - {name: read, method: POST, call: registry.post-ship}
                    - name: stop
                      method: DELETE
                      inputParameters:
                        - {name: reason, in: query, type: string, pattern: "^[a-z]+$", default: none}
                        - {name: limit, in: query, type: integer, enum: [1, 2], required: true}
                      outputParameters:
                        - {name: at, type: string, description: When., value: now}
                - path: "/action?Action=Start"
                  operations: [{method: GET, call: registry.get-ship, with: {ship-id: "7"}}]
                - path: "/action?Action=Stop"
                  operations: [{method: GET, call: registry.get-ship, with: {ship-id: "8"}}]
        """;

    [Fact]
    public async Task Get_AtAMount_IsAValidDocument()
    {
        await using var served = await ServedCapability.StartAsync(Fleet);

        var text = await served.GetTextAsync("/fleet/openapi.json");

        var (document, diagnostic) = OpenApiDocument.Parse(text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.Empty(diagnostic?.Errors ?? []);
        Assert.Empty(diagnostic?.Warnings ?? []);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic?.SpecificationVersion);
        Assert.NotNull(document);
        Assert.Equal(("Fleet", "2.1.0", "Ships of a fleet."), (document.Info.Title, document.Info.Version, document.Info.Description));
        Assert.Equal(["/ships/{id}", "/action", "/action?Action=Stop"], document.Paths.Keys);
        Assert.Equal(["read", "write", "read-2", "stop"], document.Paths["/ships/{id}"].Operations!.Values.Select(o => o.OperationId));
        Assert.Equal(["ships", "ships", "crew", "crew"], document.Paths["/ships/{id}"].Operations!.Values.Select(o => Assert.Single(o.Tags!).Name));
        Assert.Equal(["get-action", "get-action-2"], document.Paths.Skip(1).Select(p => p.Value.Operations!.Single().Value.OperationId));
    }

    [Fact]
    public async Task Get_Operation_HasItsParametersBodyAndAnswers()
    {
        await using var served = await ServedCapability.StartAsync(Fleet);

        var paths = (await served.GetJsonAsync("/fleet/openapi.json")).GetProperty("paths");

        var read = paths.GetProperty("/ships/{id}").GetProperty("get");
        Assert.Equal(("One ship", "Reads a ship."), (read.GetProperty("summary").GetString(), read.GetProperty("description").GetString()));
        AssertJson(
            """
            [{"name":"id","in":"path","required":true,"description":"The number.","schema":{"type":"integer"}},
             {"name":"fields","in":"query","schema":{"type":"array","items":{"type":"string","enum":["name","flag"]}}},
             {"name":"filter","in":"query","content":{"application/json":{"schema":{"type":"object"}}}},
             {"name":"X-Trace","in":"header","schema":{"type":"string"}},
             {"name":"session","in":"cookie","schema":{"type":"string"}}]
            """,
            read.GetProperty("parameters"));
        AssertJson("""{"200":{"description":"The answer of the upstream API, as it came.","content":{"*/*":{}}},"default":{"$ref":"#/components/responses/Problem"}}""", read.GetProperty("responses"));

        AssertJson(
            """
            {"required":true,"content":{"application/json":{"schema":{"type":"object",
             "properties":{"name":{"type":"string"},"size":{"type":"number"}},"required":["name"],"additionalProperties":false}}}}
            """,
            paths.GetProperty("/ships/{id}").GetProperty("put").GetProperty("requestBody"));

        // A body that nobody describes passes through, whatever it is; its path calls the placeholder otherwise.
        var post = paths.GetProperty("/ships/{id}").GetProperty("post");
        AssertJson("""{"content":{"application/json":{"schema":{"type":["object","array"]}},"*/*":{}}}""", post.GetProperty("requestBody"));
        Assert.Equal("id", post.GetProperty("parameters")[0].GetProperty("name").GetString());

        var stop = paths.GetProperty("/ships/{id}").GetProperty("delete");
        AssertJson(
            """
            [{"name":"id","in":"path","required":true,"schema":{"type":"string"}},
             {"name":"reason","in":"query","schema":{"type":"string","pattern":"^[a-z]+$","default":"none"}},
             {"name":"limit","in":"query","required":true,"schema":{"type":"integer","enum":[1,2]}}]
            """,
            stop.GetProperty("parameters"));
        AssertJson(
            """{"type":"object","properties":{"at":{"type":["string","null"],"description":"When."}}}""",
            stop.GetProperty("responses").GetProperty("2XX").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

        AssertJson("""{"name":"Action","in":"query","required":true,"schema":{"type":"string","enum":["Start"]}}""", paths.GetProperty("/action").GetProperty("get").GetProperty("parameters")[0]);
    }

    [Fact]
    public async Task Get_ThroughEachMount_NamesThatMountAsServer()
    {
        await using var served = await ServedCapability.StartAsync(Fleet, folder: "a b/c");

        Assert.Equal("/fleet", ServerOf(await served.GetJsonAsync("/fleet/openapi.json?x=1")));
        Assert.Equal("/a%20b/c/fleet", ServerOf(await served.GetJsonAsync("/a%20b/c/fleet/openapi.json")));
    }

    [Fact]
    public async Task Head_HasTheLengthAndNoBody()
    {
        await using var served = await ServedCapability.StartAsync(Fleet);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/fleet/openapi.json");

        using var response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Content.Headers.ContentLength > 1000);
    }

    [Theory]
    [InlineData("{type: bearer, token: '{{TOKEN}}'}", "Authorization: Bearer secret", """{"type":"http","scheme":"bearer"}""")]
    [InlineData("{type: basic, username: u, password: '{{TOKEN}}'}", "Authorization: Basic dTpzZWNyZXQ=", """{"type":"http","scheme":"basic"}""")]
    [InlineData("{type: apikey, key: X-Key, value: '{{TOKEN}}'}", "X-Key: secret", """{"type":"apiKey","in":"header","name":"X-Key"}""")]
    public async Task Get_GuardedSurface_NeedsTheCredentialThatTheDocumentDescribes(string authentication, string header, string scheme)
    {
        var text = Fleet.Replace("namespace: fleet", $"namespace: fleet\n      authentication: {authentication}", StringComparison.Ordinal);
        await using var served = await ServedCapability.StartAsync(text, variables: new() { ["TOKEN"] = "secret" });

        Assert.Equal(401, (await served.SendAsync("GET /fleet/openapi.json")).Status);
        var (status, body) = await served.SendAsync("GET /fleet/openapi.json", headers: header);

        Assert.Equal(200, status);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        var document = JsonElement.Parse(body);
        AssertJson(scheme, document.GetProperty("components").GetProperty("securitySchemes").GetProperty("credential"));
        AssertJson("""[{"credential":[]}]""", document.GetProperty("security"));
    }

    [Theory]
    [InlineData("", """{"type":"http","scheme":"bearer","description":"An access token of https://issuer.test with the scopes r w."}""", """[{"credential":[]}]""")]
    [InlineData(", tokenEndpoint: 'https://issuer.test/token'",
        """{"type":"oauth2","description":"An access token of https://issuer.test.","flows":{"clientCredentials":{"tokenUrl":"https://issuer.test/token","scopes":{"r":"","w":""}}}}""",
        """[{"credential":["r","w"]}]""")]
    public void Write_SurfaceWithOAuth2_SaysWhereTokensComeFrom(string more, string scheme, string security)
    {
        var text = Fleet.Replace("namespace: fleet", $"namespace: fleet\n      authentication: {{type: oauth2, authorizationServerUri: 'https://issuer.test', resource: 'https://fleet.test', scopes: [r, w]{more}}}", StringComparison.Ordinal);
        var capability = ServedCapability.Compile(text, null, null, []);

        var document = JsonElement.Parse(OpenApiDescription.WithServer(OpenApiDescription.Write(capability, Assert.IsType<RestExposure>(Assert.Single(capability.Exposures))), "/"));

        AssertJson(scheme, document.GetProperty("components").GetProperty("securitySchemes").GetProperty("credential"));
        AssertJson(security, document.GetProperty("security"));
        AssertValid(document.GetRawText());
    }

    [Fact]
    public void Write_InputsOfAResourceAndLists_AreDescribed()
    {
        var capability = ServedCapability.Compile("""
            naftiko: "1.0.0-alpha2"
            capability:
              consumes: [{type: http, namespace: up, baseUri: 'https://up.test', resources: [{path: /it, operations: [{name: get, method: GET}, {name: post, method: POST}]}]}]
              exposes:
                - type: rest
                  namespace: ex
                  resources:
                    - path: /v1/it
                      inputParameters: [{name: fields, in: query, type: array, items: {type: integer}, enum: [1, 2], description: Which.}]
                      operations:
                        - method: GET
                          call: up.get
                          outputParameters: [{type: array, mapping: $.items, items: {type: object, properties: {a: {type: string, mapping: $.a}, n: {type: integer, mapping: $.n}}}}]
                        - method: POST
                          call: up.post
                          inputParameters: [{name: count, in: body, type: integer, required: true}]
            """, null, null, []);

        var document = JsonElement.Parse(OpenApiDescription.WithServer(OpenApiDescription.Write(capability, Assert.IsType<RestExposure>(Assert.Single(capability.Exposures))), "/"));

        var path = document.GetProperty("paths").GetProperty("/v1/it");
        foreach (var method in (string[])["get", "post"])
        {
            AssertJson("""[{"name":"fields","in":"query","description":"Which.","schema":{"type":"array","items":{"type":"integer","enum":[1,2]}}}]""", path.GetProperty(method).GetProperty("parameters"));
        }

        AssertJson(
            """{"type":["array","null"],"items":{"type":"object","properties":{"a":{"type":["string","null"]},"n":{"type":["integer","null"]}}}}""",
            path.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        AssertJson(
            """{"required":true,"content":{"application/json":{"schema":{"type":"object","properties":{"count":{"type":"integer"}},"required":["count"]}},"*/*":{}}}""",
            path.GetProperty("post").GetProperty("requestBody"));
        AssertValid(document.GetRawText());
    }

    private static void AssertValid(string text)
    {
        var (_, diagnostic) = OpenApiDocument.Parse(text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.Empty(diagnostic?.Errors ?? []);
        Assert.Empty(diagnostic?.Warnings ?? []);
    }

    private static string? ServerOf(JsonElement document) => Assert.Single(document.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString();

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());
}
