using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Tests.Observability;

/// <summary>What the operator's variables mean.</summary>
public sealed class OtelSettingsTests
{
    [Fact]
    public void Nothing_ExportsNothing_AndLeavesTheRestToTheFiles()
    {
        var settings = Read();
        Assert.False(settings.IsDisabled);
        Assert.False(settings.IsExporting);
        Assert.Null(settings.Sampler);
        Assert.Null(settings.Formats);
        Assert.Equal("http://collector:4318/v1/traces", settings.Traces.OfFile(new Uri("http://collector:4318"))?.Endpoint.AbsoluteUri);
        Assert.Equal("http://collector/base/v1/metrics", settings.Metrics.OfFile(new Uri("http://collector/base/"))?.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void Endpoint_IsThatOfBothSignals_AndTakesThePlaceOfFiles()
    {
        var settings = Read("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/otlp/", "OTEL_EXPORTER_OTLP_HEADERS=api-key=s3cret", "OTEL_EXPORTER_OTLP_TIMEOUT=250", "OTEL_EXPORTER_OTLP_COMPRESSION=gzip");
        Assert.Equal("http://c:4318/otlp/v1/traces", settings.Traces.Target?.Endpoint.AbsoluteUri);
        Assert.Equal("http://c:4318/otlp/v1/metrics", settings.Metrics.Target?.Endpoint.AbsoluteUri);
        Assert.False(settings.Traces.Target?.IsGrpc);
        Assert.Equal("api-key=s3cret", settings.Traces.Target?.Headers);
        Assert.Equal(250, settings.Metrics.Target?.Timeout);
        Assert.True(settings.Metrics.Target?.IsCompressed);
        Assert.Null(settings.Traces.OfFile(new Uri("http://file")));
        Assert.DoesNotContain("s3cret", settings.Traces.Target?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Signal_HasItsOwn_WhichWins()
    {
        var settings = Read(
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://all:4318",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://traces:4318/as/it/is",
            "OTEL_EXPORTER_OTLP_HEADERS=a=1",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS=b=2",
            "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=grpc");
        Assert.Equal("http://traces:4318/as/it/is", settings.Traces.Target?.Endpoint.AbsoluteUri);
        Assert.Equal("http://all:4318/", settings.Metrics.Target?.Endpoint.AbsoluteUri);
        Assert.True(settings.Metrics.Target?.IsGrpc);
        Assert.Equal(("a=1", "b=2"), (settings.Traces.Target?.Headers, settings.Metrics.Target?.Headers));
    }

    [Fact]
    public void Exporter_Otlp_WithoutAnEndpoint_IsTheUsualOne()
    {
        Assert.Equal("http://localhost:4318/v1/traces", Read("OTEL_TRACES_EXPORTER=otlp").Traces.Target?.Endpoint.AbsoluteUri);
        Assert.Equal("http://localhost:4317/", Read("OTEL_METRICS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc").Metrics.Target?.Endpoint.AbsoluteUri);
    }

    [Fact]
    public void Exporter_None_KeepsFilesFromExportingToo()
    {
        var settings = Read("OTEL_EXPORTER_OTLP_ENDPOINT=http://c", "OTEL_TRACES_EXPORTER=none");
        Assert.Null(settings.Traces.Target);
        Assert.Null(settings.Traces.OfFile(new Uri("http://file")));
        Assert.NotNull(settings.Metrics.Target);
    }

    [Fact]
    public void File_GetsNoHeadersOfTheOperator()
    {
        var target = Read("OTEL_EXPORTER_OTLP_HEADERS=api-key=s3cret").Traces.OfFile(new Uri("http://user:word@file"));
        Assert.Equal("", target?.Headers);
        Assert.True(target?.IsOfFile);
        Assert.Equal("http://file/v1/traces", target?.Endpoint.AbsoluteUri);
        var options = target?.ToOptions();
        Assert.Equal("", options?.Headers);
    }

    [Theory]
    [InlineData("always_on", null, 1, false)]
    [InlineData("always_off", null, 0, false)]
    [InlineData("traceidratio", "0.25", 0.25, false)]
    [InlineData("parentbased_traceidratio", "0.5", 0.5, true)]
    [InlineData("PARENTBASED_ALWAYS_ON", null, 1, true)]
    [InlineData("parentbased_always_off", null, 0, true)]
    [InlineData("traceidratio", null, 1, false)]
    public void Sampler(string name, string? argument, double ratio, bool followsParent) =>
        Assert.Equal(new TraceSampler(ratio, followsParent), Read($"OTEL_TRACES_SAMPLER={name}", $"OTEL_TRACES_SAMPLER_ARG={argument}").Sampler);

    [Theory]
    [InlineData("tracecontext,baggage", TraceFormats.W3C)]
    [InlineData("b3", TraceFormats.B3)]
    [InlineData("b3multi, tracecontext", TraceFormats.B3Multi | TraceFormats.W3C)]
    [InlineData("none", TraceFormats.None)]
    public void Propagators(string names, TraceFormats formats) => Assert.Equal(formats, Read($"OTEL_PROPAGATORS={names}").Formats);

    [Fact]
    public void Service_AndResource()
    {
        var settings = Read("OTEL_RESOURCE_ATTRIBUTES=service.name=from-list, deployment.environment=a%20b");
        Assert.Equal("from-list", settings.ServiceName);
        Assert.Contains(new KeyValuePair<string, object>("deployment.environment", "a b"), settings.Resource);
        Assert.Equal("own", Read("OTEL_SERVICE_NAME=own", "OTEL_RESOURCE_ATTRIBUTES=service.name=from-list").ServiceName);
    }

    [Fact]
    public void Reading_OfBatchesAndMetrics()
    {
        var settings = Read("OTEL_BSP_SCHEDULE_DELAY=10", "OTEL_BSP_MAX_QUEUE_SIZE=100", "OTEL_METRIC_EXPORT_INTERVAL=20", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta");
        Assert.Equal(new BatchSettings(10, 30_000, 100, 100), settings.Batch);
        Assert.Equal(new MetricSettings(20, 30_000, true), settings.MetricReading);
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER=sometimes")]
    [InlineData("OTEL_PROPAGATORS=jaeger")]
    [InlineData("OTEL_TRACES_EXPORTER=zipkin")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION=brotli")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=soon")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=user:s3cret@collector")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES=s3cret")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=lowmemory")]
    public void Unknown_IsReported_ByItsName_WithoutWhatMayBeSecret(string variable)
    {
        var fault = Assert.Single(Read(variable).Faults.Distinct());
        Assert.StartsWith("OTEL_", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Disabled_TurnsEverythingOff()
    {
        var settings = Read("OTEL_SDK_DISABLED=TRUE", "OTEL_EXPORTER_OTLP_ENDPOINT=http://c");
        Assert.True(settings.IsDisabled);
        Assert.False(settings.IsExporting);
    }

    private static OtelSettings Read(params string[] variables) => OtelSettings.Read(Variables(variables));

    private static OtelVariables Variables(string[] variables) => new(variables.Select(v => v.Split('=', 2)).ToDictionary(p => p[0], p => p[1]));
}
