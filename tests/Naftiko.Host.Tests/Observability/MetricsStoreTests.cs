using System.Diagnostics.Metrics;
using System.Globalization;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Metering;

namespace Naftiko.Host.Tests.Observability;

/// <summary>Measurements in the text format of Prometheus.</summary>
public sealed class MetricsStoreTests : IDisposable
{
    private readonly Meter _meter = new(Instruments.ScopeName);

    [Fact]
    public void Text_HasFamiliesAndSeriesInOrder_WithWhatTheFormatEscapes()
    {
        using var store = new MetricsStore(meter => meter == _meter);
        var durations = _meter.CreateHistogram("naftiko.request.duration.seconds", "s", "Back\\slash\nand line.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        var total = _meter.CreateCounter<long>("naftiko.request.total", null, "Requests.");
        var errors = _meter.CreateCounter<long>("naftiko.request.errors", null, "Errors.");
        var active = _meter.CreateUpDownCounter<long>("naftiko.capability.active", null, "Active.");
        total.Add(2, Of("b"), new("status", "200"));
        total.Add(1, Of("a"), new("status", "200"));
        total.Add(3, Of("a\"\\\n"), new("status", "200"));
        errors.Add(1, Of("a"));
        active.Add(1);
        durations.Record(0.25, Of("a"));
        durations.Record(0.5, Of("a"));
        durations.Record(3, Of("a"));
        Assert.Equal(
            """
            # HELP naftiko_capability_active Active.
            # TYPE naftiko_capability_active gauge
            naftiko_capability_active 1
            # HELP naftiko_request_duration_seconds Back\\slash\nand line.
            # TYPE naftiko_request_duration_seconds histogram
            naftiko_request_duration_seconds_bucket{naftiko_capability="a",le="0.5"} 2
            naftiko_request_duration_seconds_bucket{naftiko_capability="a",le="1"} 2
            naftiko_request_duration_seconds_bucket{naftiko_capability="a",le="+Inf"} 3
            naftiko_request_duration_seconds_sum{naftiko_capability="a"} 3.75
            naftiko_request_duration_seconds_count{naftiko_capability="a"} 3
            # HELP naftiko_request_errors_total Errors.
            # TYPE naftiko_request_errors_total counter
            naftiko_request_errors_total{naftiko_capability="a"} 1
            # HELP naftiko_request_total Requests.
            # TYPE naftiko_request_total counter
            naftiko_request_total{naftiko_capability="a",status="200"} 1
            naftiko_request_total{naftiko_capability="a\"\\\n",status="200"} 3
            naftiko_request_total{naftiko_capability="b",status="200"} 2

            """.ReplaceLineEndings("\n"),
            store.Text(null));
    }

    [Fact]
    public void Text_OfACapability_HasItsSeriesOnly_AndAgainWhenAskedAgain()
    {
        using var store = new MetricsStore(meter => meter == _meter);
        var total = _meter.CreateCounter<long>("naftiko.request.total", null, "Requests.");
        total.Add(2, Of("b"));
        total.Add(1, Of("a"));
        var expected = "# HELP naftiko_request_total Requests.\n# TYPE naftiko_request_total counter\nnaftiko_request_total{naftiko_capability=\"a\"} 1\n";
        Assert.Equal(expected, store.Text("a"));
        Assert.Equal(expected, store.Text("a"));
        Assert.Equal("", store.Text("c"));
    }

    [Fact]
    public void Series_AreNoMoreThanTheLimit_AndTheRestIsOne()
    {
        using var store = new MetricsStore(meter => meter == _meter, maxSeries: 10);
        var total = _meter.CreateCounter<long>("naftiko.request.total", null, "Requests.");
        for (var i = 0; i < 10_000; i++)
        {
            total.Add(1, Of($"capability {i}"));
        }

        var series = store.Text(null).Split('\n').Where(line => line.StartsWith("naftiko_request_total", StringComparison.Ordinal)).ToList();
        Assert.InRange(series.Count, 2, 11);
        Assert.Single(series, line => line.Contains("{otel_metric_overflow=\"true\"}", StringComparison.Ordinal));
        Assert.Equal(10_000, series.Sum(line => int.Parse(line[line.LastIndexOf(' ')..], CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(string capability) => new(TelemetryAttributes.Capability, capability);
}
