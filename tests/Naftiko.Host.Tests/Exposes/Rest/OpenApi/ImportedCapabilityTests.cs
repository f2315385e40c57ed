using Naftiko.Engine.Exposes;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.OpenApi;
using Naftiko.Spec.OpenApi.References;
using Naftiko.Spec.Sources;

namespace Naftiko.Host.Tests.Exposes.Rest.OpenApi;

/// <summary>Imported documents, served: each operation is called over REST, and what reaches the upstream is what the document wants.</summary>
public class ImportedCapabilityTests
{
    private const string Swagger2 = """
        {
          "swagger": "2.0",
          "info": { "title": "Old Shop", "version": "1.0" },
          "host": "shop.test", "basePath": "/v1", "schemes": ["https"],
          "consumes": ["application/json"], "produces": ["application/json"],
          "securityDefinitions": { "key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" } },
          "security": [{ "key": [] }],
          "paths": {
            "/orders/{orderId}": {
              "parameters": [{ "$ref": "#/parameters/OrderId" }],
              "get": {
                "operationId": "getOrder",
                "parameters": [
                  { "name": "tags", "in": "query", "type": "array", "items": { "type": "string" } },
                  { "name": "ids", "in": "query", "type": "array", "collectionFormat": "multi", "items": { "type": "integer" } }
                ],
                "responses": { "200": { "description": "ok" } }
              },
              "put": {
                "operationId": "putOrder",
                "parameters": [{ "name": "order", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Order" } }],
                "responses": { "200": { "description": "ok" } }
              }
            },
            "/orders/search": {
              "post": {
                "operationId": "searchOrders", "consumes": ["application/x-www-form-urlencoded"],
                "parameters": [{ "name": "text", "in": "formData", "type": "string", "required": true }, { "name": "max", "in": "formData", "type": "integer" }],
                "responses": { "200": { "description": "ok" } }
              }
            }
          },
          "parameters": { "OrderId": { "name": "orderId", "in": "path", "required": true, "type": "integer" } },
          "definitions": {
            "Base": { "type": "object", "required": ["name"], "properties": { "id": { "type": "integer", "readOnly": true }, "name": { "type": "string" } } },
            "Order": { "allOf": [{ "$ref": "#/definitions/Base" }, { "type": "object", "properties": { "lines": { "type": "array", "items": { "type": "object" } } } }] }
          }
        }
        """;

    private const string OpenApi30 = """
        openapi: 3.0.3
        info: {title: Notes, version: "3"}
        servers:
          - url: https://{region}.notes.test/api
            variables: {region: {default: eu}}
        security: [{login: []}]
        paths:
          /notes/{note.id}/comments:
            parameters:
              - {name: note.id, in: path, required: true, schema: {type: string}}
              - {name: X-Request-Id, in: header, schema: {type: string}}
              - {name: session, in: cookie, schema: {type: string}}
            get:
              parameters:
                - {name: 'filter', in: query, style: deepObject, explode: true, schema: {type: object, properties: {from: {type: string}, to: {type: string}}}}
                - {name: fields, in: query, explode: false, schema: {type: array, items: {type: string}}}
                - {name: '$top', in: query, schema: {type: integer, minimum: 1}}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: object}}}}}}
            post:
              operationId: addComment
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [body], properties: {body: {type: string}}}}}}
              responses: {'201': {description: made}}
            put:
              operationId: replaceComments
              requestBody: {required: true, content: {application/json: {schema: {type: array, items: {type: string}}}}}
              responses: {'200': {description: ok}}
          /notes/{id}:
            patch:
              operationId: patchNote
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
                - {name: id, in: query, schema: {type: string}}
              requestBody: {content: {application/merge-patch+json: {schema: {type: object, properties: {id: {type: integer}, title: {type: string, nullable: true}}}}}}
              responses: {'200': {description: ok}}
            delete:
              security: []
              operationId: deleteNote
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses: {'204': {description: gone}}
          /upload:
            post:
              operationId: upload
              requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {title: {type: string}, file: {type: string, format: binary}}}}}}
              responses: {'200': {description: ok}}
          /raw:
            post:
              operationId: raw
              requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}
              responses: {'200': {description: ok, content: {text/plain: {schema: {type: string}}}}}
            put:
              operationId: rawBytes
              requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
              responses: {'200': {description: ok}}
        components:
          securitySchemes:
            login: {type: http, scheme: basic}
        """;

    private const string OpenApi31 = """
        {
          "openapi": "3.1.0",
          "info": { "title": "Things", "version": "1" },
          "servers": [{ "url": "/v2" }],
          "security": [{ "oauth": ["read"], "app": [] }],
          "paths": {
            "/things/{id}": {
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": ["string", "integer"] } }],
              "get": { "operationId": "things.get", "parameters": [{ "name": "expand", "in": "query", "schema": { "type": ["string", "null"], "enum": ["all", null] } }], "responses": {} },
              "post": {
                "operationId": "things.act",
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }
              }
            },
            "/": { "get": { "responses": {} } }
          },
          "components": {
            "schemas": {
              "Thing": {
                "type": "object",
                "properties": { "name": { "type": "string" }, "parent": { "anyOf": [{ "$ref": "#/components/schemas/Thing" }, { "type": "null" }] }, "n": { "const": "fixed" } }
              }
            },
            "securitySchemes": {
              "oauth": { "type": "oauth2", "flows": { "authorizationCode": { "authorizationUrl": "https://login.test/auth", "tokenUrl": "https://login.test/token", "scopes": { "read": "Read." } } } },
              "app": { "type": "apiKey", "in": "query", "name": "app" }
            }
          }
        }
        """;

    [Theory]
    [InlineData("GET /orders/7?tags=a,b&ids=1&ids=2", null, "GET /orders/7?tags=a%2Cb&ids=1&ids=2", "")]
    [InlineData("PUT /orders/7", """{"name":"x","lines":[{"a":1}]}""", "PUT /orders/7", """{"name":"x","lines":[{"a":1}]}""")]
    [InlineData("POST /orders/search", """{"text":"a b","max":3}""", "POST /orders/search", "text=a+b&max=3")]
    public async Task Swagger2_Operation_ArrivesAsDescribed(string request, string? body, string line, string sent)
    {
        var arrived = await CallAsync(Swagger2, "old-shop-rest", request, body, new() { ["OLD_SHOP_API_KEY"] = "k3y-value" });

        Assert.Equal((line, sent), (arrived.Line, arrived.Body));
        Assert.Equal("k3y-value", arrived.Headers["X-Api-Key"]);
    }

    [Theory]
    [InlineData("GET /notes/a%2Fb/comments?filter[from]=x&fields=a,b&$top=5", null, "GET /notes/a%2Fb/comments?filter%5Bfrom%5D=x&fields=a%2Cb&%24top=5", "", null)]
    [InlineData("POST /notes/1/comments", """{"body":"hello"}""", "POST /notes/1/comments", """{"body":"hello"}""", "application/json")]
    [InlineData("PUT /notes/1/comments", """["a","b"]""", "PUT /notes/1/comments", """["a","b"]""", "application/json")]
    [InlineData("PATCH /notes/p", """{"id":5,"title":null}""", "PATCH /notes/p", """{"id":5,"title":null}""", "application/merge-patch+json")]
    [InlineData("PATCH /notes/p?query_id=q", """{"id":5}""", "PATCH /notes/p?id=q", """{"id":5}""", "application/merge-patch+json")]
    [InlineData("POST /raw", "\"just text\"", "POST /raw", "just text", "text/plain")]
    public async Task OpenApi30_Operation_ArrivesAsDescribed(string request, string? body, string line, string sent, string? type)
    {
        var arrived = await CallAsync(OpenApi30, "notes-rest", request, body, new() { ["NOTES_USERNAME"] = "user", ["NOTES_PASSWORD"] = "password" });

        Assert.Equal((line, sent), (arrived.Line, arrived.Body));
        Assert.Equal(type, arrived.Headers.GetValueOrDefault("Content-Type")?.Split(';')[0]);
        Assert.Equal("Basic dXNlcjpwYXNzd29yZA==", arrived.Headers["Authorization"]);
    }

    [Fact]
    public async Task OpenApi30_HeadersAndCookies_Arrive()
    {
        var arrived = await CallAsync(OpenApi30, "notes-rest", "GET /notes/1/comments", null, new() { ["NOTES_USERNAME"] = "u", ["NOTES_PASSWORD"] = "p" }, "X-Request-Id: r1", "Cookie: session=s1; other=x");

        Assert.Equal(("r1", "session=s1"), (arrived.Headers["X-Request-Id"], arrived.Headers["Cookie"]));
    }

    [Fact]
    public async Task OpenApi30_PublicOperation_NeedsNoCredentialAndSendsNone()
    {
        var arrived = await CallAsync(OpenApi30, "notes-rest", "DELETE /notes/9", null, []);

        Assert.Equal("DELETE /notes/9", arrived.Line);
        Assert.False(arrived.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task OpenApi30_Bytes_PassThrough()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var served = await ServeAsync(OpenApi30, upstream, new() { ["NOTES_USERNAME"] = "u", ["NOTES_PASSWORD"] = "p" });

        var (status, answer) = await served.SendAsync("PUT /notes-rest/raw", "any bytes", "application/octet-stream");

        Assert.Equal((200, """{"ok":true}"""), (status, answer));
        Assert.Equal(("any bytes", "application/octet-stream"), (upstream.Single().Body, upstream.Single().Headers["Content-Type"].Split(';')[0]));
    }

    [Theory]
    [InlineData("GET /things/x?expand=all", null, "GET /things/x?expand=all&app=app-key", "")]
    [InlineData("GET /", null, "GET /?app=app-key", "")]
    [InlineData("POST /things/7", """{"name":"a","parent":{"name":"b"},"n":"fixed"}""", "POST /things/7?app=app-key", """{"name":"a","parent":{"name":"b"},"n":"fixed"}""")]
    public async Task OpenApi31_Operation_ArrivesAsDescribed(string request, string? body, string line, string sent)
    {
        var arrived = await CallAsync(OpenApi31, "things-rest", request, body, new() { ["THINGS_ACCESS_TOKEN"] = "token", ["THINGS_API_KEY"] = "app-key" });

        Assert.Equal((Sorted(line), sent), (Sorted(arrived.Line), arrived.Body));
        Assert.Equal("Bearer token", arrived.Headers["Authorization"]);
    }

    [Theory]
    [InlineData(Swagger2, 3)]
    [InlineData(OpenApi30, 8)]
    [InlineData(OpenApi31, 3)]
    public async Task Import_EveryOperation_IsARouteAndAToolOfAFileWithoutFaults(string document, int count)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var served = await ServeAsync(document, upstream, []);

        // Without variables nothing but these is missing.
        Assert.All(served.Diagnostics, d => Assert.StartsWith("NFK5", d.Id, StringComparison.Ordinal));
        Assert.Equal(count, served.Capability.Exposures.OfType<RestExposure>().Single().Operations.Count);
        Assert.Equal(count, served.Capability.Exposures.OfType<McpExposure>().Single().Tools.Count);
    }

    [Theory]
    [InlineData("PUT /orders/x", """{"name":"x"}""")]
    [InlineData("PUT /orders/7", """{"lines":[]}""")]
    [InlineData("PUT /orders/7", """{"name":"x","nmae":"y"}""")]
    public async Task Import_WhatTheDocumentForbids_IsRefusedAndNotSent(string request, string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var served = await ServeAsync(Swagger2, upstream, new() { ["OLD_SHOP_API_KEY"] = "k" });

        var (status, _) = await served.SendAsync(Mounted(request, "old-shop-rest"), body);

        Assert.Equal(400, status);
        Assert.Empty(upstream.Requests);
    }

    private static async Task<RecordedRequest> CallAsync(
        string document, string mount, string request, string? body, Dictionary<string, string> variables, params string[] headers)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var served = await ServeAsync(document, upstream, variables);

        var (status, answer) = await served.SendAsync(Mounted(request, mount), body, "application/json", headers);

        Assert.True(status is 200 or 201, answer);
        return upstream.Single();
    }

    private static Task<ServedCapability> ServeAsync(string document, RecordingUpstream upstream, Dictionary<string, string> variables)
    {
        var diagnostics = new DiagnosticBag();
        var text = OpenApiFiles.Open(new SourceText("api.json", document), new ImportOptions().Budget, diagnostics) is { } files ? OpenApiImporter.Import(files, new ImportOptions(), diagnostics) : null;
        Assert.False(diagnostics.HasErrors);
        Assert.NotNull(text);
        return ServedCapability.StartAsync(text, upstream.Origin, variables);
    }

    private static string Mounted(string request, string mount) => request.Replace(" /", $" /{mount}/", StringComparison.Ordinal);

    private static string Sorted(string line)
    {
        var mark = line.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? line : $"{line[..mark]}?{string.Join('&', line[(mark + 1)..].Split('&').Order(StringComparer.Ordinal))}";
    }
}
