using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Exposes.Control;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads what only control surfaces have: <c>management</c> and <c>observability</c>.</summary>
internal static class ControlReader
{
    private static readonly string[] Languages = ["javascript", "python", "groovy"];
    private static readonly string[] Propagations = ["w3c", "b3"];

    public static ExposesControlSpec Read(MappingReader reader, NamedEntry entry) => new()
    {
        Span = entry.Span,
        Management = Management(reader.Block("management")),
        Observability = Observability(reader.Block("observability")),
    };

    private static ManagementSpec Management(MappingReader? reader)
    {
        var management = new ManagementSpec();
        if (reader is null)
        {
            return management;
        }

        management = management with
        {
            HasHealth = reader.Flag("health") ?? management.HasHealth,
            HasInfo = reader.Flag("info") ?? management.HasInfo,
            HasReload = reader.Flag("reload") ?? management.HasReload,
            HasValidate = reader.Flag("validate") ?? management.HasValidate,
            Logs = Logs(reader),
            Scripting = Scripting(reader.Block("scripting")),
        };
        reader.ReportUnknown();
        return management;
    }

    /// <summary>A flag for all of it, or a block.</summary>
    private static LogEndpointsSpec Logs(MappingReader parent)
    {
        if (parent.Node["logs"] is not MappingNode)
        {
            return parent.Flag("logs") ?? false ? LogEndpointsSpec.All : LogEndpointsSpec.None;
        }

        var reader = parent.Block("logs");
        if (reader is null)
        {
            return LogEndpointsSpec.None;
        }

        var logs = new LogEndpointsSpec(
            reader.Flag("level-control") ?? true,
            reader.Flag("stream") ?? false,
            reader.Integer(1, LogEndpointsSpec.MostSubscribers, "max-subscribers") ?? LogEndpointsSpec.DefaultSubscribers);
        reader.ReportUnknown();
        return logs;
    }

    private static ScriptingSpec? Scripting(MappingReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var scripting = new ScriptingSpec();
        scripting = scripting with
        {
            IsEnabled = reader.Flag("enabled"),
            DefaultLocation = reader.Spanned("defaultLocation"),
            DefaultLanguage = reader.OneOf(Languages, "defaultLanguage"),
            Timeout = reader.Integer(1, int.MaxValue, "timeout") is { } timeout ? TimeSpan.FromMilliseconds(timeout) : scripting.Timeout,
            StatementLimit = reader.Integer(1, int.MaxValue, "statementLimit") ?? scripting.StatementLimit,
            AllowedLanguages = [.. reader.Scalars("allowedLanguages").Select(l => new SpannedText(l.Text, l.Span))],
        };
        reader.ReportUnknown();
        return scripting;
    }

    private static ObservabilitySpec Observability(MappingReader? reader)
    {
        var observability = new ObservabilitySpec();
        if (reader is null)
        {
            return observability;
        }

        observability = Traces(reader.Block("traces"), observability) with
        {
            IsEnabled = reader.Flag("enabled") ?? true,
            HasMetrics = Metrics(reader.Block("metrics")),
            OtlpEndpoint = OtlpEndpoint(reader.Block("exporters")),
        };
        reader.ReportUnknown();
        return observability;
    }

    private static bool Metrics(MappingReader? reader)
    {
        var local = reader?.Block("local");
        var isEnabled = local?.Flag("enabled") ?? true;
        local?.ReportUnknown();
        reader?.ReportUnknown();
        return isEnabled;
    }

    private static ObservabilitySpec Traces(MappingReader? reader, ObservabilitySpec observability)
    {
        if (reader is null)
        {
            return observability;
        }

        var local = reader.Block("local");
        observability = observability with
        {
            HasTraces = local?.Flag("enabled") ?? true,
            TraceBufferSize = local?.Integer(10, 10_000, "buffer-size") ?? observability.TraceBufferSize,
            Sampling = reader.Number(0, 1, "sampling") ?? observability.Sampling,
            Propagation = reader.OneOf(Propagations, "propagation")?.Value == "b3" ? TracePropagation.B3 : TracePropagation.W3C,
        };
        local?.ReportUnknown();
        reader.ReportUnknown();
        return observability;
    }

    private static SpannedText? OtlpEndpoint(MappingReader? reader)
    {
        var otlp = reader?.Block("otlp");
        var endpoint = otlp?.Required("endpoint");
        otlp?.ReportUnknown();
        reader?.ReportUnknown();
        return endpoint;
    }
}
