using System.Collections;
using System.Globalization;

namespace Naftiko.Host.Observability.Export;

/// <summary>
/// The variables of the process that OpenTelemetry gives a meaning. An empty one counts as not set; one that means nothing is reported and counts
/// as not set, too (OpenTelemetry, Environment Variable Specification).
/// </summary>
internal sealed class OtelVariables(IReadOnlyDictionary<string, string> values)
{
    private const string Prefix = "OTEL_";

    private readonly List<string> _faults = [];

    /// <summary>What is wrong with them: name and reason, never a value that may be secret.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Whether none is set.</summary>
    public bool IsEmpty => values.Count == 0;

    public static OtelVariables OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                variables.Add(name, value);
            }
        }

        return new OtelVariables(variables);
    }

    /// <summary>The text of the first of these that is set; null when none is.</summary>
    public string? Text(params ReadOnlySpan<string> names) => Find(names).Text;

    /// <summary>Only <c>true</c> is true.</summary>
    public bool IsTrue(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number from 1; of several names the first that is set.</summary>
    public int? Number(params ReadOnlySpan<string> names)
    {
        var (name, text) = Find(names);
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Report(name, $"'{text}' is no number above 0");
        return null;
    }

    /// <summary>A number from 0 to 1.</summary>
    public double? Share(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
        {
            return share;
        }

        Report(name, $"'{text}' is no number from 0 to 1");
        return null;
    }

    /// <summary>The comma-separated parts of a list in lower case; null when it is not set.</summary>
    public IReadOnlyList<string>? List(string name) =>
        Text(name)?.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reports what is wrong with one, once.</summary>
    public void Report(string name, string fault)
    {
        var text = $"{name}: {fault}; it is ignored";
        if (!_faults.Contains(text))
        {
            _faults.Add(text);
        }
    }

    private (string Name, string? Text) Find(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                return (name, value.Trim());
            }
        }

        return ("", null);
    }
}
