using System.Diagnostics;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Metering;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Observability;

/// <summary>
/// Observes the capabilities of the process: each as its own file asks, and all of them as the operator asks. What nobody asks for is not
/// observed at all. Thread-safe.
/// </summary>
internal sealed class Observatory : IDisposable
{
    private const int TracesOfAll = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ObservedCapability> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Instruments _instruments = new();
    private readonly SpanRouter _spans = new();
    private readonly Lazy<MetricsStore> _metrics;
    private readonly TraceBuffer? _allTraces;

    /// <param name="isOperated">Whether the operator reads traces and metrics of all capabilities here.</param>
    public Observatory(bool isOperated = false)
    {
        _metrics = new Lazy<MetricsStore>(() => new MetricsStore(meter => meter == _instruments.Meter));
        _allTraces = isOperated ? new TraceBuffer(TracesOfAll) : null;
        All = isOperated ? new LocalTelemetry(_allTraces, new MetricsView(_metrics.Value, null)) : null;
    }

    /// <summary>What the operator can read about all capabilities; null unless the operator wants to.</summary>
    public LocalTelemetry? All { get; }

    /// <summary>What can be read about a capability at its own control port; null when its file does not want that.</summary>
    public LocalTelemetry? Of(Capability capability)
    {
        lock (_lock)
        {
            return _byPath.TryGetValue(capability.Path, out var observed) ? observed.Local : null;
        }
    }

    /// <summary>What observes a surface of a capability; null when nothing does. A file that is loaded again goes on where it was.</summary>
    public SurfaceTelemetry? Observe(Capability capability, Exposure exposure)
    {
        if (AdapterTypeOf(exposure) is not { } adapterType || Take(capability) is not { } observed)
        {
            return null;
        }

        return new SurfaceTelemetry(capability.Redactor)
        {
            Source = observed.Source,
            Instruments = _instruments,
            Capability = observed.Name,
            Namespace = exposure.Namespace,
            AdapterType = adapterType,
            Formats = observed.Settings.Formats,
        };
    }

    /// <summary>Ends the observation of a file that is no longer served.</summary>
    public void Forget(Capability capability)
    {
        lock (_lock)
        {
            if (_byPath.Remove(capability.Path, out var gone))
            {
                _names.Remove(gone.Name);
                _spans.Remove(gone.Source);
                gone.Source.Dispose();
                Count(gone, -1);
            }
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        if (_metrics.IsValueCreated)
        {
            _metrics.Value.Dispose();
        }

        _instruments.Dispose();
    }

    /// <summary>A control surface is what observes, and is not observed.</summary>
    private static string? AdapterTypeOf(Exposure exposure) => exposure switch
    {
        RestExposure => "rest",
        McpExposure => "mcp",
        SkillExposure => "skill",
        _ => null,
    };

    private ObservedCapability? Take(Capability capability)
    {
        lock (_lock)
        {
            var asked = ObservationSettings.Of(capability);
            var settings = asked ?? (All is null ? null : new ObservationSettings { HasMetrics = false, TraceBufferSize = 0 });
            _byPath.TryGetValue(capability.Path, out var known);
            if (known?.Settings == settings)
            {
                return known;
            }

            Forget(capability);
            if (settings is null)
            {
                return null;
            }

            var observed = Observed(capability, settings);
            _byPath.Add(capability.Path, observed);
            Count(observed, +1);
            return observed;
        }
    }

    private ObservedCapability Observed(Capability capability, ObservationSettings settings)
    {
        var name = NameOf(capability);
        var source = new ActivitySource(Instruments.ScopeName);
        var traces = settings.TraceBufferSize > 0 ? new TraceBuffer(settings.TraceBufferSize) : null;
        var metrics = settings.HasMetrics ? new MetricsView(_metrics.Value, name) : null;
        _spans.Set(source, new SpanRoute(new TraceSampler(settings.Sampling, FollowsParent: settings.Sampling >= 1), [.. new[] { traces, _allTraces }.OfType<TraceBuffer>()], []));
        return new ObservedCapability(name, settings, source, traces is null && metrics is null ? null : new LocalTelemetry(traces, metrics));
    }

    /// <summary>What the file calls the capability, or the file's own name; the second of a name in the process ends in <c>~2</c>.</summary>
    private string NameOf(Capability capability)
    {
        var wanted = capability.Info.Title is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(capability.Path);
        var name = wanted;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = $"{wanted}~{number}";
        }

        return name;
    }

    private void Count(ObservedCapability observed, int change) =>
        _instruments.ActiveCapabilities.Add(change, new KeyValuePair<string, object?>(TelemetryAttributes.Capability, observed.Name));
}
