using System.Text;
using Naftiko.Engine.Binds;
using Naftiko.Engine.Compilation;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Tests.Consumes.Transport;
using Naftiko.Engine.Values;
using Naftiko.Spec;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Tests.Formats;

/// <summary>Formats within flows: from the file's text to the answer, over a real connection.</summary>
public sealed class FormatFlowTests : IDisposable
{
    private const string Xml = "<users><user><name>Al</name></user></users>";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Identity_OfADeclaredFormat_IsConverted()
    {
        var answer = await RunAsync("outputRawFormat: csv", "", "id\n1", "text/csv");
        Assert.Equal((AnswerKind.Json, "application/json", """[{"id":"1"}]"""), answer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("outputRawFormat: json")]
    public async Task Identity_OfAnUndeclaredFormat_IsPassedOn(string format)
    {
        var answer = await RunAsync(format, "", Xml, "application/xml");
        Assert.Equal((AnswerKind.Text, "application/xml", Xml), answer);
    }

    [Theory]
    [InlineData("outputRawFormat: text", "AnswerText")]
    [InlineData("outputRawFormat: binary", "AnswerBinary")]
    public async Task Identity_OfTextAndBytes_IsPassedOn(string format, string expected)
    {
        var (kind, type, body) = await RunAsync(format, "", """{"a":1}""", "application/json");
        Assert.Equal((expected, "application/json", """{"a":1}"""), ($"Answer{kind}", type, body));
    }

    [Theory]
    [InlineData("", "application/vnd.x+xml")]
    [InlineData("outputRawFormat: json", "text/xml")]
    [InlineData("outputRawFormat: xml", "text/plain")]
    public async Task Shape_OverXml_IsOfTheConvertedBody(string format, string mediaType)
    {
        var (_, _, body) = await RunAsync(format, "outputParameters: [{ name: first, type: string, mapping: $.user.name }]", Xml, mediaType);
        Assert.Equal("""{"first":"Al"}""", body);
    }

    [Theory]
    [InlineData("<r><t>a</t></r>", "$.t", "string", """["a"]""")]
    [InlineData("<r><t>a</t><t>b</t></r>", "$.t", "string", """["a","b"]""")]
    [InlineData("<r/>", "$.t", "string", "[]")]
    [InlineData("<r><ts/></r>", "$.ts", "string", "[]")]
    [InlineData("<r><ts><t>a</t></ts></r>", "$.ts", "string", """["a"]""")]
    [InlineData("<r><ts><t>a</t><t>b</t></ts></r>", "$.ts", "string", """["a","b"]""")]
    [InlineData("<r><t x='1'>a</t></r>", "$.t", "object", """[{"x":"1","":"a"}]""")]
    public async Task ArrayShape_OverXml_TakesASingleElementForAList(string xml, string mapping, string items, string expected)
    {
        var (_, _, body) = await RunAsync("outputRawFormat: xml", $"outputParameters: [{{ type: array, mapping: {mapping}, items: {{ type: {items} }} }}]", xml, "text/xml");
        Assert.Equal(expected, body);
    }

    [Fact]
    public async Task ArrayShape_WhoseItemsAreTheSingleElement_IsNoWrapper()
    {
        const string Outputs = "outputParameters: [{ type: array, mapping: $.user, items: { type: object, properties: { name: { type: string, mapping: $.name } } } }]";
        var (_, _, body) = await RunAsync("outputRawFormat: xml", Outputs, Xml, "text/xml");
        Assert.Equal("""[{"name":"Al"}]""", body);
    }

    [Fact]
    public async Task ArrayShape_OverJson_StaysStrict()
    {
        var (_, _, body) = await RunAsync("", "outputParameters: [{ name: a, type: array, mapping: $.t, items: { type: string } }]", """{"t":"a"}""", "application/json");
        Assert.Equal("""{"a":null}""", body);
    }

    [Fact]
    public async Task StringShape_OfTheRoot_IsTheUnconvertedText()
    {
        const string Outputs = "outputParameters: [{ name: raw, type: string, mapping: $ }, { name: n, type: string, mapping: $.user.name }]";
        var (_, _, body) = await RunAsync("outputRawFormat: xml", Outputs, Xml, "text/xml");
        Assert.Equal($$"""{"raw":"{{Xml}}","n":"Al"}""", body);
    }

    [Fact]
    public async Task Steps_Convert()
    {
        await using var upstream = Upstream("id,name\n1,Al", "text/csv");
        var flow = Flow(Document(upstream, "outputRawFormat: csv", "steps: [{ type: call, name: rows, call: up.get }], mappings: [{ targetName: who, value: '$.rows[0].name' }]"));
        Assert.Equal("""{"who":"Al"}""", (await AnswerAsync(flow)).Body);
    }

    [Fact]
    public async Task Malformed_IsAFailureThatNamesThePlace()
    {
        await using var upstream = Upstream("<r><a></r>", "application/json");
        var outcome = await RunAsync(Flow(Document(upstream, "outputRawFormat: xml", "call: up.get")));
        Assert.Equal(FailureKind.UpstreamMalformed, outcome.Failure?.Kind);
        Assert.Equal("the upstream's answer cannot be read as XML: it is not well-formed (line 1, column 9)", outcome.Failure?.Detail);
    }

    [Fact]
    public async Task EmptyBody_IsNothingToConvert()
    {
        Assert.Equal(AnswerKind.Empty, (await RunAsync("outputRawFormat: xml", "", "", "text/xml")).Kind);
        Assert.Equal("""{"a":null}""", (await RunAsync("outputRawFormat: xml", "outputParameters: [{ name: a, mapping: $.a }]", "", "text/xml")).Body);
    }

    [Fact]
    public async Task Protobuf_SchemaBesideTheFile_IsUsed()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "ship.proto"), "message Fleet { repeated Ship ships = 1; } message Ship { string name = 1; }");
        var (_, _, body) = await RunAsync("outputRawFormat: protobuf, outputSchema: 'ship.proto#Ship'", "", "\n\u0002Ab", "application/x-protobuf");
        Assert.Equal("""{"name":"Ab"}""", body);
    }

    [Fact]
    public async Task Avro_SchemaInlineOrInAFile_IsUsed()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "n.avsc"), "{\"type\":\"long\"}");
        Assert.Equal("-1", (await RunAsync("outputRawFormat: avro, outputSchema: n.avsc", "", "\u0001", "avro/binary")).Body);
        Assert.Equal("-1", (await RunAsync("""outputRawFormat: avro, outputSchema: '{"type":"long"}'""", "", "\u0001", "avro/binary")).Body);
    }

    [Theory]
    [InlineData("outputRawFormat: xlm", "NFK3016", true)]
    [InlineData("outputRawFormat: protobuf", "NFK3022", false)]
    [InlineData("outputRawFormat: protobuf, outputSchema: none.proto", "NFK1101", false)]
    [InlineData("outputRawFormat: protobuf, outputSchema: ../../etc/hosts", "NFK1103", false)]
    [InlineData("outputRawFormat: html, outputSchema: 'a['", "NFK3021", false)]
    [InlineData("outputRawFormat: avro, outputSchema: '{}'", "NFK3021", false)]
    public void Compile_WrongFormatOrSchema_IsReportedOnce(string format, string id, bool isExposed)
    {
        var diagnostics = new DiagnosticBag();
        var capability = Compile(Document("http://127.0.0.1:1", format, "call: up.get"), diagnostics);
        Assert.Equal(id, Assert.Single(diagnostics, d => d.Severity > Severity.Info).Id);
        Assert.Equal(isExposed, Assert.IsType<McpExposure>(capability.Exposures[0]).Tools.Count == 1);
    }

    [Fact]
    public void Compile_OutputsOverBytes_AreWarnedAbout()
    {
        var diagnostics = new DiagnosticBag();
        var capability = Compile(Document("http://127.0.0.1:1", "outputRawFormat: binary", "call: up.get, outputParameters: [{ name: a, mapping: $.a }]"), diagnostics);
        Assert.Equal("NFK3023", Assert.Single(diagnostics, d => d.Severity > Severity.Info).Id);
        Assert.False(Assert.IsType<McpExposure>(capability.Exposures[0]).Tools[0].Flow.HasShape);
    }

    private static RawUpstream Upstream(string body, string mediaType) =>
        RawUpstream.Answering(_ => RawUpstream.Ok(Encoding.UTF8.GetBytes(body), $"Content-Type: {mediaType}\r\n"));

    private static string Document(RawUpstream upstream, string format, string unit) => Document(upstream.Origin, format, unit);

    private static string Document(string origin, string format, string unit) => $$"""
        naftiko: 1.0.0-alpha2
        capability:
          consumes:
            - type: http
              namespace: up
              baseUri: {{origin}}
              resources:
                - { name: r, path: /r, operations: [{ name: get, method: GET{{(format.Length == 0 ? "" : ", ")}}{{format}} }] }
          exposes:
            - type: mcp
              namespace: tools
              tools:
                - { name: get, description: Gets., {{unit}} }
        """;

    private async Task<(AnswerKind Kind, string? ContentType, string Body)> RunAsync(string format, string outputs, string body, string mediaType)
    {
        await using var upstream = Upstream(body, mediaType);
        return await AnswerAsync(Flow(Document(upstream, format, outputs.Length == 0 ? "call: up.get" : $"call: up.get, {outputs}")));
    }

    private static async Task<(AnswerKind Kind, string? ContentType, string Body)> AnswerAsync(Flow flow)
    {
        var outcome = await RunAsync(flow);
        Assert.True(outcome.Answer is not null, outcome.Failure?.Detail);
        using var answer = outcome.Answer;
        return (answer.Kind, answer.ContentType, Encoding.UTF8.GetString(answer.Body.Span));
    }

    private static async Task<Outcome> RunAsync(Flow flow) =>
        await flow.RunAsync(new Invocation(new Value[flow.Inputs.Count]), TestContext.Current.CancellationToken);

    private Flow Flow(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var capability = Compile(yaml, diagnostics);
        Assert.False(diagnostics.HasErrors, string.Join('\n', diagnostics));
        return Assert.Single(Assert.IsType<McpExposure>(capability.Exposures[0]).Tools).Flow;
    }

    private Capability Compile(string yaml, DiagnosticBag diagnostics)
    {
        var path = Path.Combine(_folder.FullName, "c.yml");
        File.WriteAllText(path, yaml);
        var loader = new FileSourceLoader(AllowedPaths.Of([_folder.FullName], []));
        var document = CapabilityReader.Read(path, loader, YamlBudget.Default, diagnostics);
        Assert.True(document is not null, string.Join('\n', diagnostics));
        var environment = new EnvironmentBinds(new Dictionary<string, string>(), null, []);
        var options = new CompileOptions { Client = new UpstreamClient(new UpstreamLimits(), TimeProvider.System), Origins = new OriginRules() };
        var binds = BindResolver.Resolve(document.Binds, loader, environment, diagnostics);
        return CapabilityCompiler.Compile(document, binds, environment, options, loader, diagnostics);
    }
}
