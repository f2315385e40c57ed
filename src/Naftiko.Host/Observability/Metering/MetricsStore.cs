using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Naftiko.Host.Observability.Metering;

/// <summary>Adds up what is measured and gives it when it is asked for. Thread-safe.</summary>
internal sealed class MetricsStore : IDisposable
{
    /// <summary>The most label sets of one metric; what has another one is added to a single series marked as overflow.</summary>
    public const int MaxSeries = 10_000;

    private readonly Lock _lock = new();
    private readonly PullExporter _exporter = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    /// <param name="isMeasured">Whether a meter of the process's is one to listen to.</param>
    /// <param name="maxSeries">The most label sets of one metric.</param>
    public MetricsStore(Func<Meter, bool> isMeasured, int maxSeries = MaxSeries)
    {
        _reader = new BaseExportingMetricReader(_exporter);
        _provider = MeterProviders.Build(isMeasured, maxSeries, builder => builder.AddReader(_reader));
    }

    /// <summary>The measurements of this moment in the text format of Prometheus.</summary>
    /// <param name="capability">Whose; null: all.</param>
    public string Text(string? capability)
    {
        lock (_lock)
        {
            _exporter.Capability = capability;
            _reader.Collect();
            return _exporter.Text;
        }
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>Gets the measurements when the reader collects; they are only valid then.</summary>
    private sealed class PullExporter : BaseExporter<Metric>
    {
        public string? Capability { get; set; }

        public string Text { get; private set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            Text = PrometheusText.Of(batch, Capability);
            return ExportResult.Success;
        }
    }
}
