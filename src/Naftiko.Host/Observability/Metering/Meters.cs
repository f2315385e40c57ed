using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Naftiko.Engine.Observability;

namespace Naftiko.Host.Observability.Metering;

/// <summary>
/// The meters of one observatory: one for all capabilities, and one for each that sends its measurements somewhere of its own, as whoever
/// adds them up tells them apart by the meter. None is ended before the observatory: it would take the sums of the others along.
/// </summary>
internal sealed class Meters : IDisposable
{
    private readonly ConcurrentDictionary<Meter, bool> _meters = new();
    private readonly Dictionary<string, Instruments> _byPath = new(StringComparer.Ordinal);

    public Meters() => Shared = Create();

    /// <summary>Measures the capabilities that have none of their own.</summary>
    public Instruments Shared { get; }

    /// <summary>Whether a meter of the process is one of these.</summary>
    public bool Contains(Meter meter) => _meters.ContainsKey(meter);

    /// <summary>What measures one file; the same when it comes again.</summary>
    public Instruments Of(string path) => _byPath.TryGetValue(path, out var known) ? known : _byPath[path] = Create();

    public void Dispose()
    {
        foreach (var meter in _meters.Keys)
        {
            meter.Dispose();
        }
    }

    /// <summary>A meter is known before its instruments are there, as who listens asks at their coming.</summary>
    private Instruments Create()
    {
        var meter = new Meter(Instruments.ScopeName);
        _meters[meter] = true;
        return new Instruments(meter);
    }
}
