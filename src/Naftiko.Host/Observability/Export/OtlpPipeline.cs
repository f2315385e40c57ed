using System.Diagnostics;
using System.Diagnostics.Metrics;
using Naftiko.Host.Observability.Metering;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Naftiko.Host.Observability.Export;

/// <summary>Sends spans, measurements or both to a collector (OTLP), in the background. Spans are handed to it, measurements it gathers itself.</summary>
internal sealed class OtlpPipeline : IDisposable
{
    /// <summary>How long the end of the process waits for what is not yet sent, in milliseconds.</summary>
    public const int FlushTime = 5000;

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    /// <param name="settings">When, and on whose behalf.</param>
    /// <param name="serviceName">The name of the service, unless the operator has one.</param>
    /// <param name="traces">Where spans go; null: nowhere.</param>
    /// <param name="metrics">Where measurements go; null: nowhere.</param>
    /// <param name="isMeasured">Whether a meter is one to listen to.</param>
    public OtlpPipeline(OtelSettings settings, string serviceName, OtlpTarget? traces, OtlpTarget? metrics, Func<Meter, bool> isMeasured)
    {
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddService(settings.ServiceName ?? serviceName).AddAttributes(settings.Resource.Where(r => r.Key != "service.name"));
        if (traces is not null)
        {
            var batch = settings.Batch;
            Spans = new BatchActivityExportProcessor(new OtlpTraceExporter(traces.ToOptions()), batch.QueueSize, batch.Delay, batch.Timeout, batch.BatchSize);

            // It listens to nothing by itself: the provider is there for what it says about the process.
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddProcessor(Spans).Build();
        }

        if (metrics is not null)
        {
            var reading = settings.MetricReading;
            var reader = new PeriodicExportingMetricReader(new OtlpMetricExporter(metrics.ToOptions()), reading.Interval, reading.Timeout)
            {
                TemporalityPreference = reading.IsDelta ? MetricReaderTemporalityPreference.Delta : MetricReaderTemporalityPreference.Cumulative,
            };
            _metrics = MeterProviders.Build(isMeasured, MetricsStore.MaxSeries, builder => builder.SetResourceBuilder(resource).AddReader(reader));
        }
    }

    /// <summary>Takes spans that have ended; null when they are not sent.</summary>
    public BaseProcessor<Activity>? Spans { get; }

    /// <summary>Sends what is left, if that does not take longer than <see cref="FlushTime"/>.</summary>
    public void Dispose()
    {
        Parallel.Invoke(() => _traces?.Shutdown(FlushTime), () => _metrics?.Shutdown(FlushTime));
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
