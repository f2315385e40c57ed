using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Naftiko.Host.Exposes;
using Naftiko.Host.Exposes.Mcp;
using Naftiko.Host.Observability;
using Naftiko.Host.Tests.Exposes;

namespace Naftiko.Host.Tests.Observability;

/// <summary>Spans and measurements of MCP requests, over HTTP and stdio.</summary>
public sealed class ObservedMcpTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string InMeta = $"\"traceparent\":\"00-{Trace}-b7ad6b7169203331-01\",\"tracestate\":\"a=1\"";

    [Fact]
    public async Task ToolCall_HasAServerSpan_NamedAfterTheTool()
    {
        await using var host = await StartAsync(Tools("shop"));
        Assert.Contains("\"isError\":false", (await host.CallToolAsync("get_item", """{"id":"hidden"}""")).Body, StringComparison.Ordinal);
        Assert.Equal(["tools/call get_item Server", "GET /items/{id} Client"], host.LastTrace.Spans.Select(s => $"{s.Name} {s.Kind}"));
        Assert.Contains(
            """naftiko_request_total{naftiko_adapter_type="mcp",naftiko_capability="shop",naftiko_namespace="shop",naftiko_operation_id="get_item",status="OK"} 1""",
            host.MetricsText(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"progressToken\":7,")]
    public async Task Meta_CarriesTheTrace_AndCountsBeforeHeaders_WhateverWayTheCallTakes(string progress)
    {
        await using var host = await StartAsync(Tools("shop"));
        await host.CallToolAsync("get_item", """{"id":"1"}""", progress + InMeta, ("traceparent", "00-11111111111111111111111111111111-2222222222222222-01"));
        Assert.Equal((Trace, "b7ad6b7169203331"), (host.LastTrace.TraceId, host.LastTrace.Root?.ParentSpanId));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.Equal($"00-{Trace}-{host.LastTrace.Spans[1].SpanId}-01", seen.Headers["traceparent"]);
        Assert.Equal("a=1", seen.Headers["tracestate"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"progressToken\":7")]
    public async Task Headers_CarryTheTrace_WhereMetaHasNone(string meta)
    {
        await using var host = await StartAsync(Tools("shop"));
        await host.CallToolAsync("get_item", """{"id":"1"}""", meta, ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        Assert.Equal((Trace, "b7ad6b7169203331"), (host.LastTrace.TraceId, host.LastTrace.Root?.ParentSpanId));
    }

    [Theory]
    [InlineData("\"traceparent\":\"nonsense\"")]
    [InlineData("\"traceparent\":7")]
    [InlineData("\"traceparent\":{}")]
    [InlineData("\"progressToken\":7,\"traceparent\":[1]")]
    public async Task Meta_Malformed_BeginsATraceOfItsOwn(string meta)
    {
        await using var host = await StartAsync(Tools("shop"));
        Assert.Contains("\"isError\":false", (await host.CallToolAsync("get_item", """{"id":"1"}""", meta)).Body, StringComparison.Ordinal);
        Assert.Null(host.LastTrace.Root?.ParentSpanId);
    }

    [Fact]
    public async Task Failures_AreErrors_AndNamesOfCallersGoNowhere()
    {
        await using var host = await StartAsync(Tools("shop"), await Upstream.StartAsync("down", status: 503));
        Assert.Contains("\"isError\":true", (await host.CallToolAsync("get_item", """{"id":"1"}""")).Body, StringComparison.Ordinal);
        Assert.True(host.LastTrace.Root?.IsError);
        await host.CallToolAsync("get_item", "{}");
        await host.CallToolAsync("no-such-tool", "{}");
        Assert.Equal("tools/call", host.LastTrace.Root?.Name);
        var text = host.MetricsText();
        Assert.Contains("""naftiko_request_errors_total{error_type="upstream_status",naftiko_adapter_type="mcp",naftiko_capability="shop",naftiko_namespace="shop",naftiko_operation_id="get_item"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""error_type="invalid_input",naftiko_adapter_type="mcp",naftiko_capability="shop",naftiko_namespace="shop",naftiko_operation_id="get_item"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""error_type="unknown_name",naftiko_adapter_type="mcp",naftiko_capability="shop",naftiko_namespace="shop",naftiko_operation_id="tools/call"} 1""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-tool", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tools/list", "", "tools/list")]
    [InlineData("prompts/get", "\"name\":\"ask\",\"arguments\":{\"topic\":\"x\"}", "prompts/get ask")]
    [InlineData("resources/read", "\"uri\":\"shop://items/7\"", "resources/read item")]
    [InlineData("resources/read", "\"uri\":\"shop://nothing\"", "resources/read")]
    [InlineData("callers/own", "", "_OTHER")]
    public async Task Requests_OfOtherMethods_HaveSpansToo(string method, string parameters, string span)
    {
        await using var host = await StartAsync(Tools("shop"));
        using var end = new SpanEnd(span);
        await host.RpcAsync(method, parameters);

        // The server of the SDK sends an answer before it is done with the request.
        await end.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(span, host.LastTrace.Root?.Name);
    }

    [Fact]
    public async Task PortOfSeveralCapabilities_ObservesEachToolAsItsOwns()
    {
        await using var host = await StartAsync([Tools("shop"), Tools("store")]);
        await host.CallToolAsync("shop_get_item", """{"id":"1"}""");
        await host.CallToolAsync("store_get_item", """{"id":"1"}""");
        var text = host.MetricsText();
        Assert.Contains("naftiko_capability=\"shop\",naftiko_namespace=\"shop\",naftiko_operation_id=\"get_item\",status=\"OK\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("naftiko_capability=\"store\",naftiko_namespace=\"store\",naftiko_operation_id=\"get_item\",status=\"OK\"} 1", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Stdio_IsObservedAlike(string revision)
    {
        await using var host = await StartAsync(Tools("shop"));
        using var surfaces = new SurfaceBuilder(NullLoggerFactory.Instance, isDryRun: false, observatory: host.Observatory);
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = new McpStdio(
            surfaces.DefineAll(host.Capabilities[0]) ?? throw new InvalidOperationException("It has tools."), toServer.Reader.AsStream(), toClient.Writer.AsStream(), NullLoggerFactory.Instance);
        var running = server.RunAsync(TestContext.Current.CancellationToken);
        await using (var client = await McpClient.CreateAsync(
            new StreamClientTransport(toServer.Writer.AsStream(leaveOpen: true), toClient.Reader.AsStream(leaveOpen: true), NullLoggerFactory.Instance),
            new McpClientOptions { ProtocolVersion = revision },
            cancellationToken: TestContext.Current.CancellationToken))
        {
            await client.CallToolAsync("get_item", new Dictionary<string, object?> { ["id"] = "1" }, cancellationToken: TestContext.Current.CancellationToken);
        }

        await toServer.Writer.CompleteAsync();
        await running.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(host.Observatory?.All?.Traces?.Traces ?? [], t => t.Root?.Name == "tools/call get_item");
    }

    private static Task<ObservedHost> StartAsync(string file, Upstream? upstream = null) => StartAsync([file], upstream);

    private static async Task<ObservedHost> StartAsync(string[] files, Upstream? upstream = null) =>
        await ObservedHost.StartAsync(new Observatory(isOperated: true), upstream ?? await Upstream.StartAsync("""{"name":"a"}"""), null, files);

    private static string Tools(string name) => $$"""
        naftiko: 1.0.0-alpha2
        info: { label: {{name}} }
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://UPSTREAM
            resources:
            - path: /items/{id}
              operations:
              - { name: get, method: GET, inputParameters: [ { name: id, in: path, type: string } ] }
          exposes:
          - type: mcp
            namespace: {{name}}
            port: PORT
            tools:
            - { name: get_item, description: Gets one, call: api.get, with: { id: tools.id } }
            resources:
            - { name: item, label: Item, description: One, uri: "{{name}}://items/{id}", call: api.get, with: { id: {{name}}.id } }
            prompts:
            - { name: ask, label: Ask, description: Asks, arguments: [ { name: topic, label: Topic, description: What about } ], template: [ { role: user, content: "Tell of {topic}" } ] }
        """;
}
