namespace Naftiko.Host.Observability.Export;

/// <summary>When and how measurements are sent; times in milliseconds.</summary>
/// <param name="Interval">How often.</param>
/// <param name="Timeout">How long that may take.</param>
/// <param name="IsDelta">Whether each sending has the sums since the last; else those since the start.</param>
internal sealed record MetricSettings(int Interval = 60_000, int Timeout = 30_000, bool IsDelta = false)
{
    public static MetricSettings Read(OtelVariables variables)
    {
        const string Preference = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
        var defaults = new MetricSettings();
        var asked = variables.Text(Preference)?.ToLowerInvariant();
        if (asked is not (null or "cumulative" or "delta"))
        {
            variables.Report(Preference, $"'{asked}' is not known here, only 'cumulative' and 'delta' are");
        }

        return new MetricSettings(
            variables.Number("OTEL_METRIC_EXPORT_INTERVAL") ?? defaults.Interval,
            variables.Number("OTEL_METRIC_EXPORT_TIMEOUT") ?? defaults.Timeout,
            asked == "delta");
    }
}
