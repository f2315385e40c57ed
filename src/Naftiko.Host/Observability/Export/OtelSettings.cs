using Naftiko.Engine.Observability;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Observability.Export;

/// <summary>What the operator decides by <c>OTEL_*</c> variables, for all capabilities: it wins over what their files say.</summary>
internal sealed record OtelSettings
{
    /// <summary>Whether nothing is observed at all.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Which traces are recorded; null: as the files say.</summary>
    public TraceSampler? Sampler { get; init; }

    /// <summary>How traces come and go on; null: as the files say.</summary>
    public TraceFormats? Formats { get; init; }

    public OtlpSettings Traces { get; init; } = new("v1/traces");

    public OtlpSettings Metrics { get; init; } = new("v1/metrics");

    public BatchSettings Batch { get; init; } = new();

    public MetricSettings MetricReading { get; init; } = new();

    /// <summary>The name of this service; null: one of ours.</summary>
    public string? ServiceName { get; init; }

    /// <summary>What else is said about this process.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Resource { get; init; } = [];

    /// <summary>What is wrong with the variables.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Whether anything of all capabilities is sent anywhere.</summary>
    public bool IsExporting => (Traces.Target ?? Metrics.Target) is not null;

    public static OtelSettings Read(OtelVariables variables)
    {
        if (variables.IsEmpty)
        {
            return new OtelSettings(); // most processes; they should start at once
        }

        if (variables.IsTrue("OTEL_SDK_DISABLED"))
        {
            return new OtelSettings { IsDisabled = true };
        }

        var resource = ReadResource(variables);
        return new OtelSettings
        {
            Sampler = ReadSampler(variables),
            Formats = ReadFormats(variables),
            Traces = OtlpSettings.Read(variables, "TRACES", "v1/traces"),
            Metrics = OtlpSettings.Read(variables, "METRICS", "v1/metrics"),
            Batch = BatchSettings.Read(variables),
            MetricReading = MetricSettings.Read(variables),
            ServiceName = variables.Text("OTEL_SERVICE_NAME") ?? resource.Where(r => r.Key == "service.name").Select(r => r.Value as string).LastOrDefault(),
            Resource = resource,
            Faults = [.. variables.Faults],
        };
    }

    private static TraceSampler? ReadSampler(OtelVariables variables)
    {
        const string Name = "OTEL_TRACES_SAMPLER";
        var kind = variables.Text(Name)?.ToLowerInvariant();
        var followsParent = kind?.StartsWith("parentbased_", StringComparison.Ordinal) == true;
        switch (followsParent ? kind?["parentbased_".Length..] : kind)
        {
            case null:
                return null;
            case "always_on":
                return new TraceSampler(1, followsParent);
            case "always_off":
                return new TraceSampler(0, followsParent);
            case "traceidratio":
                return new TraceSampler(variables.Share("OTEL_TRACES_SAMPLER_ARG") ?? 1, followsParent);
            default:
                variables.Report(Name, $"the sampler '{kind}' is not known here");
                return null;
        }
    }

    private static TraceFormats? ReadFormats(OtelVariables variables)
    {
        const string Name = "OTEL_PROPAGATORS";
        if (variables.List(Name) is not { } names)
        {
            return null;
        }

        var formats = TraceFormats.None;
        foreach (var name in names)
        {
            switch (name)
            {
                case "tracecontext":
                    formats |= TraceFormats.W3C;
                    break;
                case "b3":
                    formats |= TraceFormats.B3;
                    break;
                case "b3multi":
                    formats |= TraceFormats.B3Multi;
                    break;
                case "none" or "baggage": // baggage is never passed on
                    break;
                default:
                    variables.Report(Name, $"the propagator '{name}' is not known here");
                    break;
            }
        }

        return formats;
    }

    /// <summary><c>name=value,…</c>, percent-encoded (OpenTelemetry, Resource SDK).</summary>
    private static List<KeyValuePair<string, object>> ReadResource(OtelVariables variables)
    {
        const string Name = "OTEL_RESOURCE_ATTRIBUTES";
        var attributes = new List<KeyValuePair<string, object>>();
        foreach (var pair in variables.Text(Name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var equals = pair.IndexOf('=');
            if (equals <= 0)
            {
                variables.Report(Name, "a part of it is no name=value");
                return [];
            }

            attributes.Add(new(Uri.UnescapeDataString(pair[..equals].TrimEnd()), Uri.UnescapeDataString(pair[(equals + 1)..].TrimStart())));
        }

        return attributes;
    }
}
