using System.Diagnostics;
using System.Diagnostics.Metrics;
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

    private const string ServiceName = "naftiko";
    private const int MaxName = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ObservedCapability> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly OtelSettings _settings;
    private readonly Meters _meters = new();
    private readonly SpanRouter _spans = new();
    private readonly Lazy<MetricsStore> _metrics;
    private readonly Lazy<ExportLog?> _troubles;
    private readonly OtlpPipeline? _pipeline;

    /// <param name="settings">What the operator decides; null: nothing.</param>
    /// <param name="isOperated">Whether the operator reads traces and metrics of all capabilities here.</param>
    /// <param name="loggers">Told what keeps telemetry from being sent; null: nobody is.</param>
    public Observatory(OtelSettings? settings = null, bool isOperated = false, ILoggerFactory? loggers = null)
    {
        _troubles = new Lazy<ExportLog?>(() => loggers is null ? null : new ExportLog(loggers, TimeProvider.System));
        _settings = settings ?? new OtelSettings();
        _metrics = new Lazy<MetricsStore>(() => new MetricsStore(_meters.Contains));
        _pipeline = Pipeline(ServiceName, _settings.Traces.Target, _settings.Metrics.Target, _meters.Contains);
        All = isOperated && !_settings.IsDisabled ? new LocalTelemetry(new TraceBuffer(TracesOfAll), new MetricsView(_metrics.Value, null)) : null;
    }

    /// <summary>What the operator can read about all capabilities; null unless the operator wants to.</summary>
    public LocalTelemetry? All { get; }

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
            return Take(capability)?.Local;
        }
    }

    /// <summary>Whether anything is observed of a capability, be it for reading here or for sending.</summary>
    public bool IsObserving(Capability capability)
    {
        lock (_lock)
        {
            return Take(capability) is not null;
        }
    }

    /// <summary>What observes a surface of a capability; null when nothing does. A file that is loaded again goes on where it was.</summary>
    public SurfaceTelemetry? Observe(Capability capability, Exposure exposure)
    {
        if (AdapterTypeOf(exposure) is not { } adapterType)
        {
            return null;
        }

        lock (_lock)
        {
            return Take(capability) is not { } observed ? null : new SurfaceTelemetry(capability.Redactor)
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
            _spans.Remove(gone.Source);
            gone.Source.Dispose();
            Count(gone, -1);

            // It may wait for a collector that does not answer; nobody here does.
            ThreadPool.UnsafeQueueUserWorkItem(static pipeline => pipeline?.Dispose(), gone.Pipeline, preferLocal: false);
        }
    }

    /// <summary>Sends what is left, within a few seconds.</summary>
    public void Dispose()
    {
        _spans.Dispose();
        List<OtlpPipeline> pipelines = [.. _byPath.Values.Select(o => o.Pipeline).Append(_pipeline).OfType<OtlpPipeline>()];
        Parallel.ForEach(pipelines, pipeline => pipeline.Dispose());
        if (_metrics.IsValueCreated)
        {
            _metrics.Value.Dispose();
        }

        _meters.Dispose();
        if (_troubles.IsValueCreated)
        {
            _troubles.Value?.Dispose();
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
        var settings = _settings.IsDisabled ? null : ObservationSettings.Of(capability) ?? (All is null && _pipeline is null ? null : ObservationSettings.Nothing);
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
        var name = NameOf(capability);
        var traces = settings.TraceBufferSize > 0 ? new TraceBuffer(settings.TraceBufferSize) : null;
        var metrics = settings.HasMetrics ? new MetricsView(_metrics.Value, name) : null;
        var instruments = settings.OtlpEndpoint is null ? _meters.Shared : _meters.Of(capability.Path);
        var pipeline = settings.OtlpEndpoint is { } endpoint
            ? Pipeline($"{ServiceName}-{name}", _settings.Traces.OfFile(endpoint), _settings.Metrics.OfFile(endpoint), meter => meter == instruments.Meter)
            : null;
        var source = new ActivitySource(Instruments.ScopeName);
        _spans.Set(source, new SpanRoute(
            _settings.Sampler ?? settings.Sampler,
            [.. new[] { traces, All?.Traces }.OfType<TraceBuffer>()],
            [.. new[] { pipeline?.Spans, _pipeline?.Spans }.OfType<BaseProcessor<Activity>>()]));
        return new ObservedCapability(name, settings, source, instruments, traces is null && metrics is null ? null : new LocalTelemetry(traces, metrics), pipeline);
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
