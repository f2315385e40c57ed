using System.Globalization;
using System.Text;
using Naftiko.Engine.Observability;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Naftiko.Host.Observability.Metering;

/// <summary>
/// Writes measurements in the text format of Prometheus (version 0.0.4): families by name, series by labels, so that equal measurements make
/// equal texts.
/// </summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    private PrometheusText()
    {
    }

    /// <summary>The text of all series, or of one capability's.</summary>
    public static string Of(in Batch<Metric> metrics, string? capability)
    {
        var families = new List<Metric>();
        foreach (var metric in metrics)
        {
            families.Add(metric);
        }

        var text = new PrometheusText();
        foreach (var family in families.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            text.Write(family, capability);
        }

        return text._text.ToString();
    }

    private void Write(Metric metric, string? capability)
    {
        var series = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var name = NameOf(metric);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (capability is null || IsOf(point, capability))
            {
                var labels = Labels(point);
                series[labels] = Series(name, labels, metric.MetricType, point);
            }
        }

        if (series.Count == 0)
        {
            return;
        }

        var type = metric.MetricType switch { MetricType.LongSum => "counter", MetricType.Histogram => "histogram", _ => "gauge" };
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var lines in series.Values)
        {
            _text.Append(lines);
        }
    }

    private static string Series(string name, string labels, MetricType type, in MetricPoint point) => type switch
    {
        MetricType.Histogram => Histogram(name, labels, point),
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Line(name, labels, point.GetSumLong()),
        _ => throw new NotSupportedException($"The instrument '{name}' is of a kind that is not written."),
    };

    /// <summary>Buckets count everything up to their bound.</summary>
    private static string Histogram(string name, string labels, in MetricPoint point)
    {
        var lines = new StringBuilder();
        var total = 0L;
        var prefix = labels.Length == 0 ? "" : labels + ",";
        foreach (var bucket in point.GetHistogramBuckets())
        {
            total += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString(CultureInfo.InvariantCulture);
            lines.Append(Line(name + "_bucket", $"{prefix}le=\"{bound}\"", total));
        }

        return lines.Append(Line(name + "_sum", labels, point.GetHistogramSum())).Append(Line(name + "_count", labels, point.GetHistogramCount())).ToString();
    }

    private static string Line<T>(string name, string labels, T value)
        where T : IFormattable => $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value.ToString(null, CultureInfo.InvariantCulture)}\n";

    /// <summary>The labels in the order of their names.</summary>
    private static string Labels(in MetricPoint point)
    {
        var labels = new List<string>();
        foreach (var (key, value) in point.Tags)
        {
            labels.Add($"{Identifier(key)}=\"{EscapeValue(TextOf(value))}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string TextOf(object? value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static bool IsOf(in MetricPoint point, string capability)
    {
        foreach (var (key, value) in point.Tags)
        {
            if (key == TelemetryAttributes.Capability)
            {
                return value is string name && name == capability;
            }
        }

        return false;
    }

    private static string NameOf(Metric metric)
    {
        var name = Identifier(metric.Name);
        return metric.MetricType == MetricType.LongSum && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Identifier(string name) => string.Create(name.Length, name, static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        }
    });

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeValue(string text) => Escape(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
