using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Engine.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Exposes.Mcp.Wire;

namespace Naftiko.Benchmarks;

/// <summary>One <c>tools/call</c> through the endpoint, without a network on either side: what MCP costs beside the flow that it runs.</summary>
[MemoryDiagnoser]
public class McpCallBenchmarks : IDisposable
{
    private const string Capability = """
        naftiko: 1.0.0-alpha2
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://upstream.test
            resources:
            - { path: "/items/{id}", operations: [ { name: get, method: GET, inputParameters: [ { name: id, in: path, type: string } ] } ] }
          exposes:
          - type: mcp
            namespace: tools
            tools: [ { name: small, description: One small thing., call: api.get, with: { id: tools.id } } ]
        """;

    private McpEndpoint _endpoint = null!; // GlobalSetup runs first
    private string _session = "";

    [GlobalSetup]
    public async Task Load()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, Capability);
        var upstream = new CannedUpstream(Encoding.UTF8.GetBytes("""{"id":"i-1","name":"an item","tags":["a","b"],"nested":{"deep":[1,2,3]}}"""));
        var capability = Loading.Load(file, upstream).Files[0].Capability!; // the text above loads
        File.Delete(file);
        var exposure = capability.Exposures.OfType<McpExposure>().Single();
        var tools = exposure.Tools.Select(t => new ToolBinding(t.Name, t, capability.Redactor, isDryRun: false, telemetry: null)).ToList();
        _endpoint = new McpEndpoint(McpAdapter.Define("tools", null, null, new McpOffer(tools, [], [], exposure.Caching)), NullLoggerFactory.Instance, TimeProvider.System);
        var opening = Request("2025-11-25", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}""");
        await _endpoint.HandleAsync(opening);
        _session = opening.Response.Headers[McpHeaders.SessionId].ToString();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _endpoint.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Task<int> Stateless() => CallAsync(Request("2025-11-25", "tools/call", """{"name":"small","arguments":{"id":"x1"}}"""));

    [Benchmark]
    public Task<int> InSession()
    {
        var request = Request("2025-11-25", "tools/call", """{"name":"small","arguments":{"id":"x1"}}""");
        request.Request.Headers[McpHeaders.SessionId] = _session;
        return CallAsync(request);
    }

    [Benchmark]
    public Task<int> Modern()
    {
        var request = Request(
            "2026-07-28",
            "tools/call",
            """{"name":"small","arguments":{"id":"x1"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}""");
        request.Request.Headers["Mcp-Method"] = "tools/call";
        request.Request.Headers["Mcp-Name"] = "small";
        return CallAsync(request);
    }

    private async Task<int> CallAsync(DefaultHttpContext context)
    {
        await _endpoint.HandleAsync(context);
        return context.Response is { StatusCode: 200, Body.Length: > 100 } ? (int)context.Response.Body.Length : throw new InvalidOperationException($"status {context.Response.StatusCode}");
    }

    private static DefaultHttpContext Request(string revision, string method, string parameters)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");
        var context = new DefaultHttpContext
        {
            Request = { Method = "POST", ContentType = "application/json", ContentLength = body.Length },
            Response = { Body = new MemoryStream() },
        };
        context.Features.Set<IRequestBodyPipeFeature>(new Body(PipeReader.Create(new ReadOnlySequence<byte>(body))));
        context.Request.Headers.Accept = "application/json, text/event-stream";
        context.Request.Headers["MCP-Protocol-Version"] = revision;
        return context;
    }

    /// <summary>The body as a server's own buffers, as Kestrel has it; a context without a server would make a pipe of a stream.</summary>
    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
