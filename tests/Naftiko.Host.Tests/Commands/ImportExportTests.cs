using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Naftiko.Host.Commands;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Tests.Commands;

public sealed class ImportExportTests : IDisposable
{
    private const string Document = """
        openapi: 3.0.3
        info: {title: Pets, version: "1"}
        servers: [{url: /v1}]
        paths:
          /pets/{id}:
            get: {operationId: getPet, parameters: [{name: id, in: path, required: true, schema: {type: integer}}], responses: {}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naftiko");
    private readonly StringWriter _out = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Import_File_WritesACapabilityAndSaysWhatItAssumed()
    {
        var source = Add("pets.yaml", Document);
        var target = Path.Combine(_folder.FullName, "pets.capability.yml");

        Assert.Equal(0, await RunAsync("import", "openapi", source, "-o", target, "--namespace", "zoo"));

        Assert.Contains("call: zoo.get-pet", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains($"{source}(3,11): info NFK7006", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task Import_Url_IsFetchedAndTheBaseOfItsServers()
    {
        await using var server = await ServeAsync(context => context.Response.WriteAsync(Document));

        Assert.Equal(0, await RunAsync("import", "openapi", $"{server.Urls.Single()}/specs/pets?token=hidden"));

        Assert.Contains($"baseUri: {server.Urls.Single()}/v1", _out.ToString().Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", _out.ToString() + _error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FilesBesideTheDocument_AreReadAndOthersOnlyWhenAllowed()
    {
        var outside = Directory.CreateTempSubdirectory("naftiko-outside-");
        var shared = Path.Combine(outside.FullName, "shared.yaml");
        await File.WriteAllTextAsync(shared, "Q: {name: q, in: query, schema: {type: integer}}", TestContext.Current.CancellationToken);
        Add("beside.yaml", "P: {name: p, in: query, schema: {type: integer}}");
        var source = Add("pets.yaml", Document.Replace("parameters: [", $"parameters: [{{$ref: 'beside.yaml#/P'}}, {{$ref: '{shared}#/Q'}}, ", StringComparison.Ordinal));

        Assert.Equal(0, await RunAsync("import", "openapi", source));
        Assert.Contains("name: p\n", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("name: q\n", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("NFK1103", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("import", "openapi", source, "--allow-path", outside.FullName));
        Assert.Contains("name: q\n", _out.ToString(), StringComparison.Ordinal);
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Import_Url_FetchesFilesOfTheSameServerOnly()
    {
        var stranger = 0;
        await using var other = await ServeAsync(context =>
        {
            stranger++;
            return context.Response.WriteAsync("Q: {name: q, in: query, schema: {type: integer}}");
        });
        await using var server = await ServeAsync(context => context.Response.WriteAsync(context.Request.Path == "/common/parts.yaml"
            ? "P: {name: p, in: query, schema: {type: integer}}"
            : Document.Replace("parameters: [", $"parameters: [{{$ref: '../common/parts.yaml#/P'}}, {{$ref: '{other.Urls.Single()}/q.yaml#/Q'}}, ", StringComparison.Ordinal)));

        Assert.Equal(0, await RunAsync("import", "openapi", $"{server.Urls.Single()}/specs/pets.yaml"));

        Assert.Contains("name: p\n", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, stranger);
        Assert.Contains("is on another server", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.yaml", "NFK1101")]
    [InlineData("http://127.0.0.1:1/x", "NFK1102")]
    public async Task Import_WhatCannotBeRead_IsAUsageError(string source, string id)
    {
        Assert.Equal(2, await RunAsync("import", "openapi", source));
        Assert.Contains(id, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoDocument_Fails()
    {
        Assert.Equal(1, await RunAsync("import", "openapi", Add("x.json", "{}")));
        Assert.Contains("NFK7001", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, 10, "answers 404")]
    [InlineData(200, 5000, "larger than 1000 bytes")]
    public async Task Fetch_ErrorOrTooMuch_IsReported(int status, int size, string message)
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(new string('x', size));
        });
        var diagnostics = new DiagnosticBag();

        var text = await RemoteDocument.FetchAsync(new Uri(server.Urls.Single()), 1000, RemoteDocument.Timeout, diagnostics, TestContext.Current.CancellationToken);

        Assert.Null(text);
        Assert.Contains(message, Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>A megabyte of blanks is a kilobyte on the wire; it counts as what it becomes.</summary>
    [Fact]
    public async Task Fetch_Compressed_CountsDecompressedBytes()
    {
        await using var server = await ServeAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true);
            await zip.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 1_000_000)), context.RequestAborted);
        });
        var diagnostics = new DiagnosticBag();

        Assert.Null(await RemoteDocument.FetchAsync(new Uri(server.Urls.Single()), 100_000, RemoteDocument.Timeout, diagnostics, TestContext.Current.CancellationToken));
        Assert.Equal("NFK1104", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task Fetch_ServerThatNeverAnswers_IsGivenUp()
    {
        using var never = new SemaphoreSlim(0);
        await using var server = await ServeAsync(context => never.WaitAsync(context.RequestAborted));
        var diagnostics = new DiagnosticBag();

        Assert.Null(await RemoteDocument.FetchAsync(new Uri(server.Urls.Single()), 1000, TimeSpan.FromMilliseconds(50), diagnostics, TestContext.Current.CancellationToken));
        Assert.Contains("takes longer", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.0", OpenApiSpecVersion.OpenApi3_0)]
    [InlineData("3.1", OpenApiSpecVersion.OpenApi3_1)]
    public async Task Export_Surface_IsAValidDocumentOfTheVersion(string version, OpenApiSpecVersion expected)
    {
        Assert.Equal(0, await RunAsync("import", "openapi", Add("pets.yaml", Document)));
        var capability = Add("pets.yml", _out.ToString());
        var target = Path.Combine(_folder.FullName, "openapi.json");

        Assert.Equal(0, await RunAsync("export", "openapi", capability, "--version", version, "-o", target));

        var (document, diagnostic) = OpenApiDocument.Parse(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), "json",
            new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.Empty(diagnostic?.Errors ?? []);
        Assert.Equal(expected, diagnostic?.SpecificationVersion);
        Assert.Equal("http://localhost:8080/pets-rest", Assert.Single(document!.Servers!).Url);
        Assert.Equal("get-pet", document.Paths["/pets/{id}"].Operations![HttpMethod.Get].OperationId);
    }

    [Fact]
    public async Task Export_SeveralSurfaces_AsksForOne()
    {
        var file = Add("two.yml", """
            naftiko: "1.0.0-alpha2"
            capability:
              exposes:
                - {type: rest, namespace: a, resources: [{path: /x, operations: [{method: GET, outputParameters: [{name: o, type: string, value: v}]}]}]}
                - {type: rest, namespace: b, port: 8081, resources: [{path: /y, operations: [{method: GET, outputParameters: [{name: o, type: string, value: v}]}]}]}
            """);

        Assert.Equal(2, await RunAsync("export", "openapi", file));
        Assert.Contains("a, b; name one with --surface", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("export", "openapi", file, "--surface", "b", "--version", "3.0"));
        Assert.Contains("\"nullable\": true", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("http://localhost:8081/b", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("3.1")]
    public async Task Export_InYaml_IsTheSameDocument(string version)
    {
        Assert.Equal(0, await RunAsync("import", "openapi", Add("pets.yaml", Document)));
        var capability = Add("pets.yml", _out.ToString());
        var (json, yaml) = (Path.Combine(_folder.FullName, "openapi.json"), Path.Combine(_folder.FullName, "openapi.yaml"));

        Assert.Equal(0, await RunAsync("export", "openapi", capability, "--spec-version", version, "-o", json));
        Assert.Equal(0, await RunAsync("export", "openapi", capability, "--spec-version", version, "-f", "yaml", "-o", yaml));

        var text = await File.ReadAllTextAsync(yaml, TestContext.Current.CancellationToken);
        Assert.StartsWith("openapi: ", text, StringComparison.Ordinal);
        var root = YamlParser.Parse(new SourceText("x", text), YamlBudget.Default, []);
        Assert.NotNull(root);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)), JsonElement.Parse(NodeJson.Write(root))), text);
    }

    [Fact]
    public async Task Export_NoSurfaceOrNoFile_IsAUsageError()
    {
        Assert.Equal(2, await RunAsync("export", "openapi", Add("none.yml", "naftiko: \"1.0.0-alpha2\"\ncapability: {exposes: []}")));
        Assert.Contains("has no REST surface", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("export", "openapi", Path.Combine(_folder.FullName, "missing.yml")));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] args)
    {
        var output = new CommandOutput { Out = _out, Error = _error, OpenBytes = () => Stream.Null, OpenInput = () => Stream.Null, IsTerminal = false };
        return CommandLine.RunAsync(args, output, TestContext.Current.CancellationToken);
    }

    private string Add(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
