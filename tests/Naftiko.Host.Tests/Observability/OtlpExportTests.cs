using Microsoft.Extensions.Logging;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Tests.Exposes;
using Naftiko.Host.Tests.Hosting;

namespace Naftiko.Host.Tests.Observability;

/// <summary>What a collector gets.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Operator_GetsSpansOfAllCapabilities()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await StartAsync(Operator(collector, "OTEL_EXPORTER_OTLP_HEADERS=api-key=s3cret", "OTEL_RESOURCE_ATTRIBUTES=deployment.environment=test"), File("One"), File("Two"));
        await host.GetAsync("/file1-rest/v1/items/1", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await host.GetAsync("/file2-rest/v1/items/1");
        host.Observatory?.Dispose();

        var request = Assert.Single(collector.Requests, r => r.Target == "/v1/traces");
        Assert.Equal(("POST", "application/x-protobuf", "s3cret"), (request.Method, request.Headers["Content-Type"], request.Headers["api-key"]));
        Assert.Equal(["One", "One", "Two", "Two"], collector.Spans.Select(s => s.Attributes["naftiko.capability"]).Order());
        Assert.All(collector.Spans, span => Assert.Equal(("naftiko", "test"), (span.Resource["service.name"], span.Resource["deployment.environment"])));
        var server = Assert.Single(collector.Spans, s => s.TraceId == "0af7651916cd43dd8448eb211c80319c" && s.Kind == 2);
        Assert.Equal(("GET /v1/items/{id}", "b7ad6b7169203331", 0UL), (server.Name, server.ParentSpanId, server.Status));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["http.request.method"] = "GET",
                ["http.response.status_code"] = "200",
                ["http.route"] = "/v1/items/{id}",
                ["naftiko.adapter.type"] = "rest",
                ["naftiko.capability"] = "One",
                ["naftiko.namespace"] = "file1-rest",
                ["naftiko.operation.id"] = "GET /v1/items/{id}",
                ["url.scheme"] = "http",
            }.OrderBy(a => a.Key),
            server.Attributes.OrderBy(a => a.Key));
        var client = Assert.Single(collector.Spans, s => s.ParentSpanId == server.SpanId);
        Assert.Equal(("GET /items/{id}", 3UL), (client.Name, client.Kind));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["http.request.method"] = "GET",
                ["http.response.status_code"] = "200",
                ["naftiko.capability"] = "One",
                ["naftiko.namespace"] = "file1-rest",
                ["server.address"] = "127.0.0.1",
                ["server.port"] = $"{host.Upstream.Address.Port}",
                ["url.template"] = "/items/{id}",
            }.OrderBy(a => a.Key),
            client.Attributes.OrderBy(a => a.Key));
    }

    [Fact]
    public async Task Operator_GetsMeasurements_InSeconds()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await StartAsync(Operator(collector), File("One"));
        await host.GetAsync("/v1/items/1");
        await host.GetAsync("/v1/items/2");
        host.Observatory?.Dispose();

        var total = collector.Metrics["naftiko.request.total"];
        var sum = Assert.Single(total.Sums);
        Assert.Equal(2UL, sum.Number(6));
        Assert.Equal(("GET /v1/items/{id}", "200", "One"), (sum.Attributes(7)["naftiko.operation.id"], sum.Attributes(7)["status"], sum.Attributes(7)["naftiko.capability"]));
        var duration = collector.Metrics["naftiko.request.duration.seconds"];
        var histogram = Assert.Single(duration.Histograms);
        Assert.Equal(("s", 2UL), (duration.Unit, histogram.Number(4)));
        Assert.InRange(histogram.Double(5), double.Epsilon, 60);
        Assert.Equal([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60], histogram.Numbers(7).Select(BitConverter.UInt64BitsToDouble));
        Assert.Equal(2UL, histogram.Numbers(6).Aggregate(0UL, (a, b) => a + b));
        Assert.Equal("naftiko", total.Resource["service.name"]);
    }

    [Fact]
    public async Task Operator_MayHaveItOverGrpc()
    {
        await using var collector = await OtlpCollector.StartGrpcAsync();
        await using var host = await StartAsync(Operator(collector, "OTEL_EXPORTER_OTLP_PROTOCOL=grpc"), File("One"));
        await host.GetAsync("/v1/items/1");
        host.Observatory?.Dispose();
        Assert.Equal(["GET /items/{id}", "GET /v1/items/{id}"], collector.Spans.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.Contains("naftiko.request.total", collector.Metrics.Keys);
        Assert.All(collector.Requests, request => Assert.Equal("application/grpc", request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task File_SendsItsOwnSpansAndMeasurements_AndNothingOfOthers()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_HEADERS"] = "api-key=s3cret" }));
        var environment = new Dictionary<string, string> { ["COLLECTOR"] = collector.Endpoint };
        await using var host = await ObservedHost.StartAsync(
            new Observatory(settings, isOperated: true), await Upstream.StartAsync("""{"name":"a"}"""), environment, File("One", ControlTo("{{COLLECTOR}}")), File("Two"));
        await host.GetAsync("/file1-rest/v1/items/1");
        await host.GetAsync("/file2-rest/v1/items/1");
        var text = host.MetricsText();
        host.Observatory?.Dispose();

        Assert.Equal(2, collector.Spans.Count);
        Assert.All(collector.Spans, span => Assert.Equal(("One", "naftiko-One"), (span.Attributes["naftiko.capability"], span.Resource["service.name"])));
        Assert.All(collector.Metrics.Values.SelectMany(m => m.Labels), labels => Assert.Equal("One", labels["naftiko.capability"]));
        Assert.All(collector.Requests, request => Assert.DoesNotContain("api-key", request.Headers.Keys));
        Assert.Contains("naftiko_capability=\"One\",naftiko_namespace=\"file1-rest\",naftiko_operation_id=\"GET /v1/items/{id}\",status=\"200\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("naftiko_capability=\"Two\",naftiko_namespace=\"file2-rest\",naftiko_operation_id=\"GET /v1/items/{id}\",status=\"200\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_TakesThePlaceOfAFilesCollector()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var ofFile = await OtlpCollector.StartAsync();
        await using var host = await StartAsync(Operator(collector), File("One", ControlTo(ofFile.Endpoint)));
        await host.GetAsync("/v1/items/1");
        host.Observatory?.Dispose();
        Assert.Equal(2, collector.Spans.Count);
        Assert.NotEmpty(collector.Metrics);
        Assert.Empty(ofFile.Requests);
    }

    [Fact]
    public async Task Disabled_SendsNothing()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await StartAsync(Operator(collector, "OTEL_SDK_DISABLED=true"), File("One", ControlTo(collector.Endpoint)));
        await host.GetAsync("/v1/items/1");
        Assert.Null(host.Observatory?.Of(host.Capabilities[0]));
        host.Observatory?.Dispose();
        Assert.Empty(collector.Requests);
    }

    [Fact]
    public async Task Failure_IsAnErrorWithItsKind_AndNoText()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await ObservedHost.StartAsync(
            Operator(collector), await Upstream.StartAsync("the secret of the upstream", status: 404), null, File("One"));
        await host.GetAsync("/v1/items/1");
        host.Observatory?.Dispose();
        var client = Assert.Single(collector.Spans, s => s.Kind == 3);
        Assert.Equal((2UL, "404"), (client.Status, client.Attributes["error.type"]));
        var server = Assert.Single(collector.Spans, s => s.Kind == 2);
        Assert.Equal(0UL, server.Status);
        Assert.False(client.HasEvents);
        Assert.DoesNotContain("naftiko.request.errors", collector.Metrics.Keys);
        Assert.Equal("404", Assert.Single(collector.Metrics["naftiko.http.client.total"].Labels)["error.type"]);
    }

    [Fact]
    public async Task Collector_ThatIsNotThere_IsReported_AndNobodyElseNotices()
    {
        var logs = new LogSink();
        var address = $"127.0.0.1:{TestHost.FreePort()}";
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://user:s3cret@{address}" }));
        await using var host = await StartAsync(new Observatory(settings, loggers: logs), File("One"));
        Assert.Equal(200, (await host.GetAsync("/v1/items/1")).Status);
        host.Observatory?.Dispose();
        Assert.Contains(logs.Entries, entry => entry is { Category: "Naftiko.Telemetry", Level: LogLevel.Warning } && entry.Text.Contains(address, StringComparison.Ordinal));
        Assert.All(logs.Entries, entry => Assert.DoesNotContain("s3cret", entry.Text, StringComparison.Ordinal));
        Assert.All(logs.Entries, entry => Assert.DoesNotContain('\n', entry.Text));
    }

    private static async Task<ObservedHost> StartAsync(Observatory observatory, params string[] files) =>
        await ObservedHost.StartAsync(observatory, await Upstream.StartAsync("""{"name":"a"}"""), null, files);

    private static Observatory Operator(OtlpCollector collector, params string[] variables) => new(OtelSettings.Read(new OtelVariables(
        variables.Append($"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Endpoint}").Select(v => v.Split('=', 2)).ToDictionary(p => p[0], p => p[1]))));

    private static string File(string label, string control = "") => $$$"""
        naftiko: 1.0.0-alpha2
        info: { label: {{{label}}} }
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
          - type: rest
            port: PORT
            resources:
            - path: /v1/items/{id}
              operations:
              - { method: GET, call: api.get, with: { id: rest.id } }
        {{{control}}}
        """;

    private static string ControlTo(string endpoint) => $$$"""
          - type: control
            namespace: control
            port: PORT
            observability: { exporters: { otlp: { endpoint: "{{{endpoint}}}" } } }
        """;
}
