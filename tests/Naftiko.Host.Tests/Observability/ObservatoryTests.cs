using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Hosting;
using Naftiko.Host.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Tests.Exposes;

namespace Naftiko.Host.Tests.Observability;

/// <summary>What a file's <c>observability</c> block asks for.</summary>
public sealed class ObservatoryTests
{
    private const string RecordedHalf = "00000000000000007fffffffffffffff";
    private const string OtherHalf = "00000000000000008000000000000000";

    [Fact]
    public async Task Control_KeepsItsOwnTracesAndMetrics_AndNoOthers()
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", "{}"), File("Shop", "{ traces: { local: { buffer-size: 10 } } }"), File("Quiet", null));
        await host.GetAsync("/file1-rest/v1/items/1");
        await host.GetAsync("/file2-rest/v1/items/1");
        await host.GetAsync("/file3-rest/v1/items/1");
        var (one, two) = (Of(host, 0), Of(host, 1));
        Assert.Equal(100, one.Traces?.Capacity);
        Assert.Equal(10, two.Traces?.Capacity);
        Assert.Single(one.Traces?.Traces ?? []);
        Assert.Single(two.Traces?.Traces ?? []);
        Assert.Contains("naftiko_capability=\"Shop\",naftiko_namespace=\"file1-rest\"", one.Metrics?.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Shop~2", one.Metrics?.Text(), StringComparison.Ordinal);
        Assert.Contains("naftiko_capability=\"Shop~2\",naftiko_namespace=\"file2-rest\"", two.Metrics?.Text(), StringComparison.Ordinal);
        Assert.Null(host.Observatory?.Of(host.Capabilities[2]));
        Assert.Null(host.Observatory?.All);
    }

    [Theory]
    [InlineData("{ enabled: false }")]
    [InlineData("{ metrics: { local: { enabled: false } }, traces: { local: { enabled: false } } }")]
    public async Task Off_IsOff(string observability)
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", observability));
        await host.GetAsync("/v1/items/1");
        Assert.Null(host.Observatory?.Of(host.Capabilities[0]));
    }

    [Fact]
    public async Task Disabled_ByTheOperator_WinsOverTheFile()
    {
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_SDK_DISABLED"] = "true" }));
        await using var host = await StartAsync(new Observatory(settings, isOperated: true), File("Shop", "{}"));
        await host.GetAsync("/v1/items/1", ("traceparent", $"00-{RecordedHalf}-0000000000000001-01"));
        Assert.Null(host.Observatory?.All);
        Assert.Null(host.Observatory?.Of(host.Capabilities[0]));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.DoesNotContain("traceparent", seen.Headers.Keys);
    }

    [Theory]
    [InlineData("0", RecordedHalf, "00")]
    [InlineData("0.5", RecordedHalf, "01")]
    [InlineData("0.5", OtherHalf, "00")]
    [InlineData("1", OtherHalf, "01")]
    public async Task Sampling_DependsOnTheTraceAlone_AndUpstreamsAreToldOfIt(string sampling, string trace, string flags)
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", $"{{ traces: {{ sampling: {sampling} }} }}"));
        await host.GetAsync("/v1/items/1", ("traceparent", $"00-{trace}-0000000000000001-01"));
        Assert.Equal(flags == "01" ? 1 : 0, Of(host, 0).Traces?.Traces.Count);
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.StartsWith($"00-{trace}-", seen.Headers["traceparent"], StringComparison.Ordinal);
        Assert.EndsWith(flags, seen.Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sampling_AllOfThem_FollowsACallerThatDoesNotWantIt()
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", "{}"));
        await host.GetAsync("/v1/items/1", ("traceparent", $"00-{OtherHalf}-0000000000000001-00"));
        Assert.Empty(Of(host, 0).Traces?.Traces ?? []);
    }

    [Fact]
    public async Task Sampler_OfTheOperator_WinsOverTheFile()
    {
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_TRACES_SAMPLER"] = "always_on" }));
        await using var host = await StartAsync(new Observatory(settings), File("Shop", "{ traces: { sampling: 0 } }"));
        await host.GetAsync("/v1/items/1");
        Assert.Single(Of(host, 0).Traces?.Traces ?? []);
    }

    [Fact]
    public async Task B3_ComesAndGoesOn()
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", "{ traces: { propagation: b3 } }"));
        await host.GetAsync("/v1/items/1", ("b3", $"{OtherHalf}-0000000000000001-1"), ("traceparent", $"00-{RecordedHalf}-0000000000000001-01"));
        var trace = Assert.Single(Of(host, 0).Traces?.Traces ?? []);
        Assert.Equal((OtherHalf, "0000000000000001"), (trace.TraceId, trace.Root?.ParentSpanId));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.Equal((OtherHalf, trace.Spans[1].SpanId, "1"), (seen.Headers["X-B3-TraceId"], seen.Headers["X-B3-SpanId"], seen.Headers["X-B3-Sampled"]));
        Assert.DoesNotContain("traceparent", seen.Headers.Keys);
    }

    [Fact]
    public async Task Propagators_OfTheOperator_WinOverTheFile()
    {
        var settings = OtelSettings.Read(new OtelVariables(new Dictionary<string, string> { ["OTEL_PROPAGATORS"] = "b3" }));
        await using var host = await StartAsync(new Observatory(settings), File("Shop", "{}"));
        await host.GetAsync("/v1/items/1", ("X-B3-TraceId", OtherHalf), ("X-B3-SpanId", "0000000000000001"));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.StartsWith(OtherHalf, seen.Headers["b3"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_CarriesTheTraceOn()
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", "{}"));
        await host.GetAsync("/v1/all/items/1?q=1", ("traceparent", $"00-{RecordedHalf}-0000000000000001-01"), ("baggage", "a=b"));
        var trace = Assert.Single(Of(host, 0).Traces?.Traces ?? []);
        Assert.Equal(["GET /v1/all/{path}", "GET"], trace.Spans.Select(s => s.Name));
        Assert.True(host.Upstream.Requests.TryDequeue(out var seen));
        Assert.Equal(("/items/1?q=1", $"00-{RecordedHalf}-{trace.Spans[1].SpanId}-01"), (seen.Target, seen.Headers["traceparent"]));
        Assert.DoesNotContain("baggage", seen.Headers.Keys);
    }

    [Fact]
    public async Task File_LoadedAgain_GoesOnWhereItWas()
    {
        await using var host = await StartAsync(new Observatory(), File("Shop", "{}"));
        await host.GetAsync("/v1/items/1");
        host.Reload();
        await host.GetAsync("/v1/items/1");
        Assert.Equal(2, Of(host, 0).Traces?.Traces.Count);
        Assert.Contains("status=\"200\"} 2\n", Of(host, 0).Metrics?.Text(), StringComparison.Ordinal);
        Assert.Contains("naftiko_capability_active{naftiko_capability=\"Shop\"} 1\n", Of(host, 0).Metrics?.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_NoLongerServed_IsNoLongerObserved()
    {
        await using var host = await StartAsync(new Observatory(isOperated: true), File("Shop", "{}"));
        host.Observatory?.Forget(host.Capabilities[0]);
        Assert.Contains("naftiko_capability_active{naftiko_capability=\"Shop\"} 0\n", host.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RawPaths_NeverBecomeLabels()
    {
        using var observatory = new Observatory(isOperated: true);
        await using var host = await StartAsync(observatory, File("Shop", null));
        var telemetry = observatory.Observe(host.Capabilities[0], host.Capabilities[0].Exposures[0]);
        var surface = ObservedSurface.Observe(
            new Surface
            {
                Kind = SurfaceKind.Skill,
                Namespace = "skills",
                Folder = "",
                Span = host.Capabilities[0].Exposures[0].Span,
                Port = 1,
                Routes = [new Route(Route.AnyMethod, PathPattern.Parse("/skills/{name}/contents/{+file}"), (_, _) => Task.CompletedTask)],
            },
            telemetry);
        for (var i = 0; i < 10_000; i++)
        {
            var context = new DefaultHttpContext();
            context.Request.Method = i % 2 == 0 ? "GET" : string.Create(CultureInfo.InvariantCulture, $"MADE-UP-{i}");
            context.Request.Path = string.Create(CultureInfo.InvariantCulture, $"/skills/{i}/contents/{i}");
            await surface.Routes[0].Handler(context, [$"{i}", $"{i}"]);
        }

        var series = host.MetricsText().Split('\n').Where(line => line.StartsWith("naftiko_request_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, series.Count);
        Assert.All(series, line => Assert.EndsWith(" 5000", line, StringComparison.Ordinal));
        Assert.Contains(series, line => line.Contains("naftiko_operation_id=\"_OTHER /skills/{name}/contents/{+file}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Span_ThatEndsAfterItsRequest_StillBelongsToTheTrace()
    {
        using var observatory = new Observatory(isOperated: true);
        await using var host = await StartAsync(observatory, File("Shop", null));
        var telemetry = observatory.Observe(host.Capabilities[0], host.Capabilities[0].Exposures[0]) ?? throw new InvalidOperationException("It is observed.");
        var request = telemetry.BeginRequest("request", "request", default);
        var late = telemetry.Source.StartActivity("late");
        request.End("200", null);
        Assert.Equal(["request"], host.LastTrace.Spans.Select(s => s.Name));
        late?.Dispose();
        Assert.Equal(["request", "late"], host.LastTrace.Spans.Select(s => s.Name));
        Activity.Current = null;
    }

    private static LocalTelemetry Of(ObservedHost host, int file) =>
        host.Observatory?.Of(host.Capabilities[file]) ?? throw new InvalidOperationException("Nothing can be read of this file.");

    private static async Task<ObservedHost> StartAsync(Observatory observatory, params string[] files) =>
        await ObservedHost.StartAsync(observatory, await Upstream.StartAsync("""{"name":"a"}"""), null, files);

    private static string File(string label, string? observability) => $$"""
        naftiko: 1.0.0-alpha2
        info: { label: {{label}} }
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
            - path: /v1/all/{path}
              forward: { targetNamespace: api, trustedHeaders: [ Accept ] }
        {{(observability is null ? "" : $"  - {{ type: control, port: PORT, observability: {observability} }}")}}
        """;
}
