using System.Globalization;
using Naftiko.Host.Observability;
using Naftiko.Host.Tests.Exposes;

namespace Naftiko.Host.Tests.Observability;

/// <summary>Spans and measurements of REST requests.</summary>
public sealed class ObservedRestTests
{
    private const string Shop = """
        naftiko: 1.0.0-alpha2
        info: { label: Shop }
        capability:
          consumes:
          - type: http
            namespace: api
            baseUri: http://UPSTREAM
            resources:
            - path: /items/{id}
              operations:
              - { name: get, method: GET, inputParameters: [ { name: id, in: path, type: string } ] }
          aggregates:
          - label: Items
            namespace: items
            flows:
            - name: both
              description: Two steps.
              inputParameters: [ { name: id, type: string, description: Which } ]
              steps:
              - { type: call, name: fetch, call: api.get, with: { id: items.id } }
              - { type: lookup, name: find, index: fetch, match: name, lookupValue: "{{id}}", outputParameters: [ name ] }
          exposes:
          - type: rest
            namespace: shop
            port: PORT
            resources:
            - path: /v1/items/{id}
              operations:
              - { method: GET, call: api.get, with: { id: rest.id } }
            - path: /v1/both/{id}
              operations:
              - { method: GET, ref: items.both }
        """;

    [Fact]
    public async Task Request_HasAServerSpan_NamedAfterItsRoute_WithTheUpstreamCallBelow()
    {
        await using var host = await StartAsync(Shop);
        Assert.Equal(200, (await host.GetAsync("/v1/items/se%20cret?token=hidden")).Status);
        var spans = host.LastTrace.Spans;
        Assert.Equal(["GET /v1/items/{id} Server", "GET /items/{id} Client"], spans.Select(s => $"{s.Name} {s.Kind}"));
        Assert.Equal(spans[0].SpanId, spans[1].ParentSpanId);
        Assert.Null(spans[0].ParentSpanId);
    }

    [Fact]
    public async Task Flow_HasASpanForItselfAndForEachStep()
    {
        await using var host = await StartAsync(Shop);
        Assert.Equal(200, (await host.GetAsync("/v1/both/a")).Status);
        var spans = host.LastTrace.Spans.ToDictionary(s => s.Name);
        Assert.Equal(["GET /items/{id}", "GET /v1/both/{id}", "call fetch", "flow items.both", "lookup find"], spans.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(spans["GET /v1/both/{id}"].SpanId, spans["flow items.both"].ParentSpanId);
        Assert.Equal(spans["flow items.both"].SpanId, spans["call fetch"].ParentSpanId);
        Assert.Equal(spans["flow items.both"].SpanId, spans["lookup find"].ParentSpanId);
        Assert.Equal(spans["call fetch"].SpanId, spans["GET /items/{id}"].ParentSpanId);
    }

    [Fact]
    public async Task Caller_WithATrace_IsGoneOnWith_UpToTheUpstream()
    {
        await using var host = await StartAsync(Shop);
        await host.GetAsync("/v1/items/1", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", "a=1,b=2"), ("baggage", "k=v"));
        var trace = host.LastTrace;
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", trace.TraceId);
        Assert.Equal("b7ad6b7169203331", trace.Root?.ParentSpanId);
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.Equal($"00-0af7651916cd43dd8448eb211c80319c-{trace.Spans[1].SpanId}-01", seen.Headers["traceparent"]);
        Assert.Equal("a=1,b=2", seen.Headers["tracestate"]);
        Assert.DoesNotContain("baggage", seen.Headers.Keys);
        Assert.DoesNotContain("Correlation-Context", seen.Headers.Keys);
    }

    [Fact]
    public async Task Metrics_CountByRoute_HoweverManyPathsThereAre()
    {
        await using var host = await StartAsync(Shop);
        for (var i = 0; i < 300; i++)
        {
            await host.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/v1/items/{i}?n={i}"));
        }

        var text = host.MetricsText();
        Assert.Contains("# TYPE naftiko_request_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains(
            """naftiko_request_total{naftiko_adapter_type="rest",naftiko_capability="Shop",naftiko_namespace="shop",naftiko_operation_id="GET /v1/items/{id}",status="200"} 300""" + "\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            """naftiko_request_duration_seconds_bucket{naftiko_adapter_type="rest",naftiko_capability="Shop",naftiko_namespace="shop",naftiko_operation_id="GET /v1/items/{id}",status="200",le="+Inf"} 300""",
            text,
            StringComparison.Ordinal);
        Assert.Contains("""naftiko_http_client_total{http_request_method="GET",http_response_status_code="200",naftiko_capability="Shop",naftiko_namespace="shop",server_address="127.0.0.1"} 300""", text, StringComparison.Ordinal);
        Assert.Contains("""naftiko_capability_active{naftiko_capability="Shop"} 1""", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.StartsWith("naftiko_request_total{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failure_IsAnErrorOfSpansAndMetrics()
    {
        await using var host = await StartAsync(Shop, await Upstream.StartAsync("broken", status: 503));
        Assert.Equal(503, (await host.GetAsync("/v1/items/1")).Status);
        Assert.All(host.LastTrace.Spans, span => Assert.True(span.IsError));
        Assert.Contains("naftiko_request_errors_total{error_type=\"503\"", host.MetricsText(), StringComparison.Ordinal);
        Assert.Contains("naftiko_http_client_total{error_type=\"503\"", host.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skill_IsObservedAlike()
    {
        await using var host = await StartAsync("""
            naftiko: 1.0.0-alpha2
            info: { label: Skilled }
            capability:
              exposes:
              - type: skill
                namespace: skilled
                port: PORT
                skills:
                - { name: plan, description: Plans. }
            """);
        Assert.Equal(200, (await host.GetAsync("/skills/plan")).Status);
        Assert.Equal("GET /skills/{name}", host.LastTrace.Root?.Name);
        Assert.Contains("""naftiko_request_total{naftiko_adapter_type="skill",naftiko_capability="Skilled",naftiko_namespace="skilled",naftiko_operation_id="GET /skills/{name}",status="200"} 1""", host.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnybodyWhoObserves_NothingIsSentAlong()
    {
        await using var host = await ObservedHost.StartAsync(null, await Upstream.StartAsync("""{"name":"a"}"""), null, Shop);
        await host.GetAsync("/v1/items/1", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.DoesNotContain("traceparent", seen.Headers.Keys);
    }

    private static async Task<ObservedHost> StartAsync(string file, Upstream? upstream = null) =>
        await ObservedHost.StartAsync(new Observatory(isOperated: true), upstream ?? await Upstream.StartAsync("""{"name":"a"}"""), null, file);
}
