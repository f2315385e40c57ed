using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Observability.Metering;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Observability;

/// <summary>What the spans and measurements of this process go through, and where all of them are sent. Thread-safe.</summary>
internal sealed class Recorder : IDisposable
{
    private const string ServiceName = "naftiko";

    private readonly OtelSettings _settings;
    private readonly Lazy<MetricsStore> _metrics;
    private readonly Lazy<ExportLog?> _troubles;

    /// <param name="settings">What the operator decides.</param>
    /// <param name="loggers">Told what keeps telemetry from being sent; null: nobody is.</param>
    public Recorder(OtelSettings settings, ILoggerFactory? loggers)
    {
        _settings = settings;
        _metrics = new Lazy<MetricsStore>(() => new MetricsStore(Meters.Contains));
        _troubles = new Lazy<ExportLog?>(() => loggers is null ? null : new ExportLog(loggers, TimeProvider.System));
        OfAll = Pipeline(ServiceName, settings.Traces.Target, settings.Metrics.Target, Meters.Contains);
    }

    public Meters Meters { get; } = new();

    public SpanRouter Spans { get; } = new();

    /// <summary>The sums of all measurements.</summary>
    public MetricsStore Metrics => _metrics.Value;

    /// <summary>Where everything is sent; null: nowhere.</summary>
    public OtlpPipeline? OfAll { get; }

    /// <summary>The way to a file's own collector; null when the operator does not let it go there.</summary>
    public OtlpPipeline? PipelineTo(Uri endpoint, string capability, Instruments instruments) => Pipeline(
        $"{ServiceName}-{capability}", _settings.Traces.OfFile(endpoint), _settings.Metrics.OfFile(endpoint), meter => meter == instruments.Meter);

    /// <summary>Sends what is left of this and of the files' pipelines, within a few seconds.</summary>
    public void Flush(IEnumerable<OtlpPipeline?> ofFiles) => Parallel.ForEach(ofFiles.Append(OfAll).OfType<OtlpPipeline>(), pipeline => pipeline.Dispose());

    public void Dispose()
    {
        Spans.Dispose();
        if (_metrics.IsValueCreated)
        {
            _metrics.Value.Dispose();
        }

        Meters.Dispose();
        if (_troubles.IsValueCreated)
        {
            _troubles.Value?.Dispose();
        }
    }

    private OtlpPipeline? Pipeline(string serviceName, OtlpTarget? traces, OtlpTarget? metrics, Func<Meter, bool> isMeasured)
    {
        if ((traces ?? metrics) is null)
        {
            return null;
        }

        _ = _troubles.Value;
        return new OtlpPipeline(_settings, serviceName, traces, metrics, isMeasured);
    }
}
