using System.Globalization;
using System.Text;
using System.Text.Json;
using Naftiko.Host.Commands;
using Naftiko.Host.Tests.Exposes.Authentication;

namespace Naftiko.Host.Tests.Exposes.Rest.OpenApi;

/// <summary>A document with every method, place, style and kind of body, spread over several files: imported by the command, validated, served, and each operation called.</summary>
public sealed class BroadDocumentTests : IDisposable
{
    private const string Api = """
        openapi: 3.0.3
        info: {title: Broad API, version: 1.2.0, description: Everything at once.}
        tags: [{name: things}]
        servers:
          - url: '{origin}/{base}'
            variables: {origin: {default: 'ORIGIN'}, base: {default: v1, enum: [v1, v2]}}
        security: [{client: ['things:read']}, {key: []}]
        paths:
          /things: {$ref: 'paths/things.yaml'}
          /things/{id}:
            parameters:
              - {$ref: 'common.yaml#/parameters/Id'}
              - {name: X-Trace, in: header, schema: {type: string}}
            get:
              operationId: getThing
              parameters:
                - {name: expand, in: query, style: form, explode: false, schema: {type: array, items: {type: string, enum: [a, b]}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {$ref: 'schemas/thing.yaml'}}}}, '404': {$ref: 'common.yaml#/responses/NotFound'}}
            put:
              operationId: putThing
              requestBody: {required: true, content: {application/json: {schema: {$ref: 'schemas/thing.yaml'}}}}
              responses: {'200': {description: ok}}
            patch:
              operationId: patchThing
              requestBody: {content: {application/json-patch+json: {schema: {type: array, items: {type: object}}}}}
              responses: {'200': {description: ok}}
            delete: {operationId: deleteThing, responses: {'204': {description: gone}}}
            head: {operationId: headThing, responses: {'200': {description: ok}}}
            options: {operationId: optionsThing, responses: {'200': {description: ok}}}
            trace: {operationId: traceThing, responses: {'200': {description: ok}}}
          /styles/{simple}/{label}/{matrix}:
            parameters:
              - {name: simple, in: path, required: true, style: simple, schema: {type: array, items: {type: integer}}}
              - {name: label, in: path, required: true, style: label, schema: {type: string}}
              - {name: matrix, in: path, required: true, style: matrix, schema: {type: array, items: {type: string}}}
            get:
              operationId: styles
              parameters:
                - {name: multi, in: query, schema: {type: array, items: {type: string}}}
                - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
                - {name: spaces, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}
                - {name: deep, in: query, style: deepObject, explode: true, schema: {type: object, properties: {a: {type: string}, 'b c': {type: integer}}}}
                - {name: flat, in: query, style: form, explode: true, schema: {type: object, properties: {x: {type: string}, z: {type: string}}}}
                - {name: json, in: query, content: {application/json: {schema: {type: object}}}}
                - {name: flag, in: query, schema: {type: boolean}}
                - {name: X-List, in: header, schema: {type: array, items: {type: string}}}
                - {name: session, in: cookie, schema: {type: string}}
              responses: {'200': {description: ok}}
          /forms:
            post:
              operationId: form
              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [a], properties: {a: {type: string}, b: {type: array, items: {type: string}}, c: {type: integer}}}}}}
              responses: {'201': {description: made}}
            put:
              operationId: parts
              requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {note: {type: string}, meta: {type: object}}}}}}
              responses: {'201': {description: made}}
            patch:
              operationId: upload
              requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {note: {type: string}, file: {type: string, format: binary}}}}}}
              responses: {'201': {description: made}}
          /raw:
            post:
              operationId: text
              requestBody: {content: {text/plain: {schema: {type: string}}}}
              responses: {'200': {description: ok}}
            put:
              operationId: bytes
              requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
              responses: {'200': {description: ok}}
            patch:
              operationId: xml
              requestBody: {content: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}}
              responses: {'200': {description: ok}}
          /union:
            post:
              operationId: union
              requestBody: {required: true, content: {application/json: {schema: {oneOf: [{$ref: 'schemas/thing.yaml'}, {type: array, items: {type: string}}]}}}}
              responses: {'200': {description: ok}}
          /open:
            get: {operationId: open, security: [], responses: {'200': {description: ok}}}
        components:
          securitySchemes:
            client: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'ISSUER/token', scopes: {'things:read': r, 'things:write': w}}}}
            key: {type: apiKey, in: header, name: X-Key}
        """;

    private static readonly Dictionary<string, string> Others = new()
    {
        ["paths/things.yaml"] = """
            get:
              operationId: listThings
              summary: List things
              parameters: [{$ref: '../common.yaml#/parameters/Limit'}]
              responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: '../schemas/thing.yaml'}}}}}}
            post:
              operationId: addThing
              security: [{client: ['things:write']}]
              requestBody: {$ref: '../common.yaml#/requestBodies/Thing'}
              responses: {'201': {description: made, content: {application/json: {schema: {$ref: '../schemas/thing.yaml'}}}}}
            """,
        ["common.yaml"] = """
            parameters:
              Id: {name: id, in: path, required: true, schema: {$ref: '#/ids/Id'}}
              Limit: {name: limit, in: query, schema: {type: integer, maximum: 100}}
            ids: {Id: {type: string, description: The id.}}
            requestBodies:
              Thing: {required: true, content: {application/json: {schema: {$ref: './schemas/thing.yaml'}}}}
            responses:
              NotFound: {description: There is none.}
            """,
        ["schemas/thing.yaml"] = """
            allOf:
              - $ref: './base.yaml#/definitions/Base'
              - type: object
                required: [name]
                properties:
                  name: {type: string}
                  parent: {$ref: '#'}
                  tags: {type: array, items: {type: string}}
                  size: {oneOf: [{type: integer}, {type: 'null'}]}
            """,
        ["schemas/base.yaml"] = "definitions: {Base: {type: object, properties: {id: {type: string, readOnly: true}, kind: {type: string, enum: [small, large]}}}}",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko-broad-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_File_ValidatesWithoutErrorOrWarning()
    {
        var (imported, said) = await ImportAsync("https://api.test", "https://login.test");

        Assert.Contains("warning NFK7004: operations of the method TRACE are not imported", said, StringComparison.Ordinal);
        Assert.Contains($"api.yaml(6,", said, StringComparison.Ordinal);
        var variables = Path.Combine(_folder.FullName, "my.env");
        await File.WriteAllTextAsync(variables, "BROAD_API_CLIENT_ID=me\nBROAD_API_CLIENT_SECRET=secret-of-client\n", TestContext.Current.CancellationToken);
        Assert.Contains("0 errors, 0 warnings", await RunAsync("validate", imported, "--env-file", variables), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EveryOperation_ArrivesOverRestAsDescribed()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var host = await ServeAsync(upstream, issuer);

        foreach (var (request, type, body, line, sent) in (IEnumerable<(string, string?, string, string, string)>)
        [
            ("GET /things?limit=3", null, "", "GET /v1/things?limit=3", ""),
            ("POST /things", "application/json", """{"name":"n","tags":["a"],"size":3}""", "POST /v1/things", """{"name":"n","tags":["a"],"size":3}"""),
            ("GET /things/a%2Fb?expand=a,b", null, "", "GET /v1/things/a%2Fb?expand=a%2Cb", ""),
            ("PUT /things/7", "application/json", """{"name":"n","parent":{"name":"p"}}""", "PUT /v1/things/7", """{"name":"n","parent":{"name":"p"}}"""),
            ("PATCH /things/7", "application/json-patch+json", """[{"op":"test"}]""", "PATCH /v1/things/7", """[{"op":"test"}]"""),
            ("DELETE /things/7", null, "", "DELETE /v1/things/7", ""),
            ("HEAD /things/7", null, "", "HEAD /v1/things/7", ""),
            ("OPTIONS /things/7", null, "", "OPTIONS /v1/things/7", ""),
            ("GET /styles/1,2/.l/;matrix=a,b?multi=1&multi=2&pipes=a|b&spaces=a+b&deep[a]=q&deep[b%20c]=3&x=1&z=2&json={\"k\":1}&flag=true", null, "",
                "GET /v1/styles/1%2C2/.l/;matrix=a%2Cb?multi=1&multi=2&pipes=a%7Cb&spaces=a%20b&deep%5Ba%5D=q&deep%5Bb%20c%5D=3&x=1&z=2&json=%7B%22k%22%3A1%7D&flag=true", ""),
            ("POST /forms", "application/x-www-form-urlencoded", "a=1&b=x&b=y&c=3", "POST /v1/forms", "a=1&b=x&b=y&c=3"),
            ("POST /forms", "application/json", """{"a":"1 2","b":["x","y"],"c":3}""", "POST /v1/forms", "a=1+2&b=x&b=y&c=3"),
            ("PUT /forms", "application/json", """{"note":"n","meta":{"a":1}}""", "PUT /v1/forms", "name=\"note\"\r\n\r\nn\r\n"),
            ("PATCH /forms", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\u0001bytes\r\n--b--\r\n", "PATCH /v1/forms", "filename=\"f\"\r\n\r\n\u0001bytes"),
            ("POST /raw", "text/plain", "just text", "POST /v1/raw", "just text"),
            ("PUT /raw", "application/octet-stream", "\u0000\u0001bytes", "PUT /v1/raw", "\u0000\u0001bytes"),
            ("PATCH /raw", "application/xml", "<a>1</a>", "PATCH /v1/raw", "<a>1</a>"),
            ("POST /union", "application/json", """["a"]""", "POST /v1/union", """["a"]"""),
            ("GET /open", null, "", "GET /v1/open", ""),
        ])
        {
            var arrived = await SendAsync(host, upstream, request, type, body);

            Assert.Equal(line, arrived.Line);
            Assert.Contains(sent, arrived.Body, StringComparison.Ordinal);
            Assert.Equal(request == "GET /open" ? null : "Bearer secret-token-1", arrived.Headers.GetValueOrDefault("Authorization"));
        }

        Assert.Contains("scope=things%3Aread+things%3Awrite", issuer.Requests.Single(r => r.Path == "/token").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EveryOperation_ArrivesOverMcpAsDescribed()
    {
        await using var issuer = await new TestIssuer().StartAsync();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var host = await ServeAsync(upstream, issuer);

        foreach (var (tool, arguments, line, type, sent) in (IEnumerable<(string, string, string, string?, string)>)
        [
            ("list-things", """{"limit":3}""", "GET /v1/things?limit=3", null, ""),
            ("add-thing", """{"name":"n","kind":"small"}""", "POST /v1/things", "application/json", """{"kind":"small","name":"n"}"""),
            ("get-thing", """{"id":"a/b","X-Trace":"t"}""", "GET /v1/things/a%2Fb", null, ""),
            ("patch-thing", """{"id":"7","body":[{"op":"test"}]}""", "PATCH /v1/things/7", "application/json-patch+json", """[{"op":"test"}]"""),
            ("delete-thing", """{"id":"7"}""", "DELETE /v1/things/7", null, ""),
            ("head-thing", """{"id":"7"}""", "HEAD /v1/things/7", null, ""),
            ("options-thing", """{"id":"7"}""", "OPTIONS /v1/things/7", null, ""),
            ("styles", """{"simple":"1,2","label":"l","matrix":"m","multi":["a","b"],"deep_a_":"q","json":{"k":1}}""",
                "GET /v1/styles/1%2C2/.l/;matrix=m?multi=a&multi=b&deep%5Ba%5D=q&json=%7B%22k%22%3A1%7D", null, ""),
            ("form", """{"a":"1","b":["x","y"]}""", "POST /v1/forms", "application/x-www-form-urlencoded", "a=1&b=x&b=y"),
            ("parts", """{"note":"n","meta":{"a":1}}""", "PUT /v1/forms", "multipart/form-data", "name=\"note\"\r\n\r\nn\r\n"),
            ("upload", """{"body":{"note":"n","file":"text"}}""", "PATCH /v1/forms", "multipart/form-data", "name=\"file\"\r\n\r\ntext\r\n"),
            ("text", """{"body":"just text"}""", "POST /v1/raw", "text/plain", "just text"),
            ("bytes", """{"body":"just text"}""", "PUT /v1/raw", "application/octet-stream", "just text"),
            ("xml", """{"body":"<a>1</a>"}""", "PATCH /v1/raw", "application/xml", "<a>1</a>"),
            ("union", """{"body":["a"]}""", "POST /v1/union", "application/json", """["a"]"""),
            ("open", "{}", "GET /v1/open", null, ""),
        ])
        {
            upstream.Requests.Clear();
            using var request = new HttpRequestMessage(HttpMethod.Post, host.Origin + "/mcp");
            request.Content = new StringContent(
                $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""", Encoding.UTF8, "application/json");
            var answer = await host.SendAsync(request, null, ("Accept", "application/json, text/event-stream"));

            Assert.True(answer.Status == 200 && !JsonElement.Parse(answer.Body).GetProperty("result").GetProperty("isError").GetBoolean(), $"{tool}: {answer.Body}");
            var arrived = upstream.Single();
            Assert.Equal((line, type), (arrived.Line, arrived.Headers.GetValueOrDefault("Content-Type")?.Split(';')[0]));
            Assert.Contains(sent, arrived.Body, StringComparison.Ordinal);
        }
    }

    private static async Task<RecordedRequest> SendAsync(GuardedHost host, RecordingUpstream upstream, string line, string? type, string body)
    {
        upstream.Requests.Clear();
        var parts = line.Split(' ', 2);
        using var request = new HttpRequestMessage(HttpMethod.Parse(parts[0]), $"{host.Origin}/broad-api-rest{parts[1]}");
        if (type is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var answer = await host.SendAsync(request, null);
        Assert.True(answer.Status is 200 or 201, $"{line}: {answer.Status} {answer.Body}");
        return upstream.Single();
    }

    private async Task<GuardedHost> ServeAsync(RecordingUpstream upstream, TestIssuer issuer)
    {
        var (imported, _) = await ImportAsync(upstream.Origin, issuer.Origin);
        var text = await File.ReadAllTextAsync(imported, TestContext.Current.CancellationToken);
        return await GuardedHost.StartAsync(
            text.Replace("port: 8080", "port: PORT", StringComparison.Ordinal).Replace("port: 9090", "port: PORT", StringComparison.Ordinal),
            new() { ["BROAD_API_CLIENT_ID"] = "me", ["BROAD_API_CLIENT_SECRET"] = "secret-of-client" });
    }

    /// <summary>Imports the document with the command; gives the file, and what the command said.</summary>
    private async Task<(string File, string Said)> ImportAsync(string upstream, string issuer)
    {
        var source = Path.Combine(_folder.FullName, "api.yaml");
        await File.WriteAllTextAsync(source, Api.Replace("ORIGIN", upstream, StringComparison.Ordinal).Replace("ISSUER", issuer, StringComparison.Ordinal));
        foreach (var (name, text) in Others)
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        var target = Path.Combine(_folder.FullName, "broad.yml");
        return (target, await RunAsync("import", "openapi", source, "-o", target));
    }

    private static async Task<string> RunAsync(params string[] args)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        var output = new CommandOutput { Out = said, Error = said, OpenBytes = () => Stream.Null, OpenInput = () => Stream.Null, IsTerminal = false };
        Assert.True(await CommandLine.RunAsync(args, output, TestContext.Current.CancellationToken) == 0, said.ToString());
        return said.ToString();
    }
}
