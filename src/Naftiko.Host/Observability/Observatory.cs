using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Naftiko.Engine;
using Naftiko.Engine.Exposes;
using Naftiko.Engine.Exposes.Skills;
using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Export;
using Naftiko.Host.Observability.Metering;
using Naftiko.Host.Observability.Tracing;
using OpenTelemetry;

namespace Naftiko.Host.Observability;

/// <summary>
/// Observes the capabilities of the process: each as its own file asks, and all of them as the operator asks. What nobody asks for is not
/// observed at all. Thread-safe.
/// </summary>
internal sealed partial class Observatory : IDisposable
{
    /// <summary>How many traces of all capabilities are kept for the operator.</summary>
    public const int TracesOfAll = 1000;

    private const int MaxName = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ObservedCapability> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly OtelSettings _settings;

    // Made when something is observed: most processes are not, and should start at once.
    private readonly Lazy<Recorder> _recorder;

    /// <param name="settings">What the operator decides; null: nothing.</param>
    /// <param name="isOperated">Whether the operator reads traces and metrics of all capabilities here.</param>
    /// <param name="loggers">Told what keeps telemetry from being sent; null: nobody is.</param>
    public Observatory(OtelSettings? settings = null, bool isOperated = false, ILoggerFactory? loggers = null)
    {
        _settings = settings ?? new OtelSettings();
        _recorder = new Lazy<Recorder>(() => new Recorder(_settings, loggers));
        All = isOperated && !_settings.IsDisabled ? new LocalTelemetry(new TraceBuffer(TracesOfAll), new MetricsView(_recorder.Value.Metrics, null)) : null;
    }

    /// <summary>What the operator can read about all capabilities; null unless the operator wants to.</summary>
    public LocalTelemetry? All { get; }

    private bool IsOperated => All is not null || _settings.IsExporting;

    /// <summary>The observatory of the process, by its <c>OTEL_*</c> variables.</summary>
    public static Observatory OfProcess(bool isOperated, ILoggerFactory loggers)
    {
        var settings = OtelSettings.Read(OtelVariables.OfProcess());
        var log = loggers.CreateLogger("Naftiko.Telemetry");
        foreach (var fault in settings.Faults)
        {
            LogFault(log, fault);
        }

        return new Observatory(settings, isOperated, loggers);
    }

    /// <summary>What can be read about a capability at its own control port; null when its file does not want that.</summary>
    public LocalTelemetry? Of(Capability capability)
    {
        lock (_lock)
        {
            return _byPath.TryGetValue(capability.Path, out var observed) ? observed.Local : null;
        }
    }

    /// <summary>Whether anything is observed of a capability, be it for reading here or for sending.</summary>
    public bool IsObserving(Capability capability)
    {
        lock (_lock)
        {
            return _byPath.ContainsKey(capability.Path);
        }
    }

    /// <summary>What observes a surface of a capability; null when nothing does. A file that is loaded again goes on where it was.</summary>
    public SurfaceTelemetry? Observe(Capability capability, Exposure exposure)
    {
        if (exposure is ControlExposure { IsOfOperator: true })
        {
            return null;
        }

        lock (_lock)
        {
            // A file with nothing but a control surface has something to read there too.
            return Take(capability) is not { } observed || AdapterTypeOf(exposure) is not { } adapterType ? null : new SurfaceTelemetry
            {
                Source = observed.Source,
                Instruments = observed.Instruments,
                Capability = observed.Name,
                Namespace = exposure.Namespace,
                AdapterType = adapterType,
                Formats = _settings.Formats ?? observed.Settings.Formats,
            };
        }
    }

    /// <summary>Ends the observation of a file that is no longer served.</summary>
    public void Forget(Capability capability)
    {
        lock (_lock)
        {
            if (!_byPath.Remove(capability.Path, out var gone))
            {
                return;
            }

            _names.Remove(gone.Name);
            _recorder.Value.Spans.Remove(gone.Source);
            gone.Source.Dispose();
            Count(gone, -1);

            // It may wait for a collector that does not answer; nobody here does.
            ThreadPool.UnsafeQueueUserWorkItem(static pipeline => pipeline?.Dispose(), gone.Pipeline, preferLocal: false);
        }
    }

    /// <summary>Sends what is left, within a few seconds.</summary>
    public void Dispose()
    {
        if (_recorder.IsValueCreated)
        {
            _recorder.Value.Flush(_byPath.Values.Select(o => o.Pipeline));
            _recorder.Value.Dispose();
        }
    }

    /// <summary>A control surface is what observes, and is not observed.</summary>
    private static string? AdapterTypeOf(Exposure exposure) => exposure switch
    {
        RestExposure => "rest",
        McpExposure => "mcp",
        SkillExposure => "skill",
        _ => null,
    };

    /// <summary>The observation of a capability, begun anew where its file asks for another one than before; null when there is none.</summary>
    private ObservedCapability? Take(Capability capability)
    {
        var settings = _settings.IsDisabled ? null : ObservationSettings.Of(capability) ?? (IsOperated ? ObservationSettings.Nothing : null);
        if (_byPath.TryGetValue(capability.Path, out var known) && known.Settings == settings)
        {
            return known;
        }

        Forget(capability);
        if (settings is null)
        {
            return null;
        }

        var observed = Begin(capability, settings);
        _byPath.Add(capability.Path, observed);
        Count(observed, +1);
        return observed;
    }

    private ObservedCapability Begin(Capability capability, ObservationSettings settings)
    {
        var recorder = _recorder.Value;
        var name = NameOf(capability);
        var traces = settings.TraceBufferSize > 0 ? new TraceBuffer(settings.TraceBufferSize) : null;
        var metrics = settings.HasMetrics ? new MetricsView(recorder.Metrics, name) : null;
        var instruments = settings.OtlpEndpoint is null ? recorder.Meters.Shared : recorder.Meters.Of(capability.Path);
        var pipeline = settings.OtlpEndpoint is { } endpoint ? recorder.PipelineTo(endpoint, name, instruments) : null;
        var source = new ActivitySource(Instruments.ScopeName);
        var route = new SpanRoute(
            _settings.Sampler ?? settings.Sampler,
            [.. new[] { traces, All?.Traces }.OfType<TraceBuffer>()],
            [.. new[] { pipeline?.Spans, recorder.OfAll?.Spans }.OfType<BaseProcessor<Activity>>()]);
        if (route is not { Buffers.Count: 0, Exporters.Count: 0 })
        {
            recorder.Spans.Set(source, route);
        }

        return new ObservedCapability(name, settings, source, instruments, traces is null && metrics is null ? null : new LocalTelemetry(traces, metrics), pipeline);
    }

    /// <summary>What the file calls the capability, or the file's own name; the second of a name in the process ends in <c>~2</c>.</summary>
    private string NameOf(Capability capability)
    {
        var wanted = capability.Info.Title is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(capability.Path);
        wanted = wanted.Length > MaxName ? wanted[..MaxName] : wanted;
        var name = wanted;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = $"{wanted}~{number}";
        }

        return name;
    }

    private static void Count(ObservedCapability observed, int change) =>
        observed.Instruments.ActiveCapabilities.Add(change, new KeyValuePair<string, object?>(TelemetryAttributes.Capability, observed.Name));

    [LoggerMessage(LogLevel.Warning, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);
}
