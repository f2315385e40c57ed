using System.Diagnostics.Metrics;

namespace Naftiko.Engine.Observability;

/// <summary>What is measured: one meter and its instruments. Units are in the names, as Prometheus wants them. Whoever made the meter ends it. Thread-safe.</summary>
public sealed class Instruments
{
    /// <summary>The name of the meter and of the sources of spans.</summary>
    public const string ScopeName = "Naftiko";

    /// <summary>Upper bounds in seconds: from a mock's answer to the longest that an upstream is waited for, dense where APIs usually are.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60] };

    /// <param name="meter">The meter, of the name <see cref="ScopeName"/>.</param>
    public Instruments(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        Meter = meter;
        Requests = Meter.CreateCounter<long>("naftiko.request.total", "{request}", "Requests answered.");
        RequestDuration = Meter.CreateHistogram("naftiko.request.duration.seconds", "s", "Time from a request to its answer.", null, Seconds);
        RequestErrors = Meter.CreateCounter<long>("naftiko.request.errors", "{request}", "Requests that failed: a status of 500 or more, or an MCP error.");
        StepDuration = Meter.CreateHistogram("naftiko.step.duration.seconds", "s", "Time that a step of a flow took.", null, Seconds);
        UpstreamRequests = Meter.CreateCounter<long>("naftiko.http.client.total", "{request}", "Requests sent to upstreams.");
        UpstreamDuration = Meter.CreateHistogram("naftiko.http.client.duration.seconds", "s", "Time from sending a request to the last header of its answer.", null, Seconds);
        Misfits = Meter.CreateCounter<long>("naftiko.output.misfits", "{value}", "Values of answers that did not fit their declared type.");
        ActiveCapabilities = Meter.CreateUpDownCounter<long>("naftiko.capability.active", "{capability}", "Capabilities that are served.");
    }

    public Meter Meter { get; }

    public Counter<long> Requests { get; }

    public Histogram<double> RequestDuration { get; }

    public Counter<long> RequestErrors { get; }

    public Histogram<double> StepDuration { get; }

    public Counter<long> UpstreamRequests { get; }

    public Histogram<double> UpstreamDuration { get; }

    public Counter<long> Misfits { get; }

    public UpDownCounter<long> ActiveCapabilities { get; }
}
