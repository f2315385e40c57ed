using System.Diagnostics.CodeAnalysis;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Yaml;

namespace Naftiko.Host.Commands.Settings;

/// <summary>Reads the settings of one file and tells what is wrong with them. Paths in it are relative to it.</summary>
internal sealed class SettingsReader(string path, DiagnosticBag diagnostics)
{
    private readonly string _folder = Path.GetDirectoryName(path) ?? "";

    /// <summary>What the file says, by setting.</summary>
    public IReadOnlyDictionary<Setting, object> Read(MappingNode root, IReadOnlyList<Setting> settings)
    {
        var values = new Dictionary<Setting, object>();
        foreach (var (key, node) in root.Entries)
        {
            if (settings.FirstOrDefault(s => s.Key == key.Text) is not { } setting)
            {
                ReportUnknown(key, settings);
            }
            else if (node is not ScalarNode { IsNull: true } && setting.Read(node, this) is { } value)
            {
                values[setting] = value;
            }
        }

        return values;
    }

    public object? Flag(Setting setting, Node node)
    {
        if (node is ScalarNode scalar && bool.TryParse(scalar.Text, out var value))
        {
            return value;
        }

        WrongKind(setting, node);
        return null;
    }

    public object? Value<T>(Setting setting, Node node, Func<string, Parsed<T>> parse) =>
        IsText(setting, node, out var text) && IsUsable(parse(text.Text), text, out var value) ? value : null;

    /// <summary>A list, or a single text that stands for a list of one.</summary>
    public IReadOnlyList<string> List(Setting setting, Node node, bool arePaths, Func<string, Parsed<string>> parse)
    {
        var values = new List<string>();
        foreach (var item in node is SequenceNode list ? list.Items : [node])
        {
            if (IsText(setting, item, out var text) && IsUsable(parse(text.Text), text, out var value))
            {
                values.Add(arePaths ? PathOf(value) : value);
            }
        }

        return values;
    }

    public IReadOnlyDictionary<TKey, TValue>? Map<TKey, TValue>(Setting setting, Node node, Func<string, string, Parsed<KeyValuePair<TKey, TValue>>> parse)
        where TKey : notnull
    {
        if (node is not MappingNode mapping)
        {
            WrongKind(setting, node);
            return null;
        }

        var values = new Dictionary<TKey, TValue>();
        foreach (var (key, item) in mapping.Entries)
        {
            if (IsText(setting, item, out var text) && IsUsable(parse(key.Text, text.Text), text, out var entry))
            {
                values[entry.Key] = entry.Value;
            }
        }

        return values;
    }

    private string PathOf(string written) => Path.Combine(_folder, written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written);

    private bool IsText(Setting setting, Node node, [NotNullWhen(true)] out ScalarNode? text)
    {
        text = node as ScalarNode;
        if (text is { IsNull: false })
        {
            return true;
        }

        WrongKind(setting, node);
        return false;
    }

    private bool IsUsable<T>(Parsed<T> parsed, ScalarNode text, [NotNullWhen(true)] out T? value)
    {
        if (parsed.IsValue)
        {
            value = parsed.Value;
            return true;
        }

        diagnostics.Add(SettingDiagnostics.Unusable, text.Span, parsed.Fault);
        value = default;
        return false;
    }

    private void WrongKind(Setting setting, Node node) =>
        diagnostics.Add(SettingDiagnostics.WrongKind, node.Span, $"'{setting.Key}' must be {setting.Form}, but is {node.Describe()}");

    /// <summary>Keys that begin with <c>x-</c> are the operator's own: a place for anchors.</summary>
    private void ReportUnknown(ScalarNode key, IReadOnlyList<Setting> settings)
    {
        if (!key.Text.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
        {
            diagnostics.Add(SettingDiagnostics.Unknown, key.Span, $"there is no setting '{key.Text}'", Nearest.Hint(key.Text, settings.Select(s => s.Key)));
        }
    }
}
