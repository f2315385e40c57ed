using System.Globalization;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>
/// Reads the keys of one mapping. Each is asked for once, by its spellings (the canonical one first); what nobody asked for is
/// reported by <see cref="ReportUnknown"/> as a key the specification does not have.
/// </summary>
internal sealed class MappingReader(MappingNode node, string what, DiagnosticBag diagnostics)
{
    /// <summary>Later spellings that some version of the specification has; the others are those of published files.</summary>
    private static readonly string[] Specified = ["label", "functions", "targetName", "location", "ikanos"];

    private readonly List<string> _known = [];
    private readonly int _errorsBefore = diagnostics.ErrorCount;

    public MappingNode Node => node;

    public SourceSpan Span => node.Span;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>Whether an error has been found in what was read so far: then the mapping does not say what its author means.</summary>
    public bool HasFaults => diagnostics.ErrorCount > _errorsBefore;

    /// <summary>The node under the first of <paramref name="spellings"/> that is there; a YAML null counts as not there.</summary>
    public Node? Any(params ReadOnlySpan<string> spellings)
    {
        Node? found = null;
        foreach (var spelling in spellings)
        {
            _known.Add(spelling);
            if (node[spelling] is not { } value || value is ScalarNode { IsNull: true })
            {
                continue;
            }

            if (found is not null)
            {
                diagnostics.Add(StructureDiagnostics.TwoSpellings, value.Span, $"'{spelling}' says again what '{spellings[0]}' says; the first counts");
                continue;
            }

            found = value;
            if (spelling != spellings[0] && !Specified.Contains(spelling))
            {
                ReportPublished(value.Span, spelling, spellings[0]);
            }
        }

        return found;
    }

    /// <summary>Tells that a word of published files is read as one of the specification.</summary>
    public void ReportPublished(SourceSpan span, string written, string meant) =>
        diagnostics.AddOnce(AdviceDiagnostics.PublishedSpelling, span, $"'{written}' is read as '{meant}', the word of the specification");

    /// <summary>Knows these keys, each on its own, and does nothing with them.</summary>
    public void Ignore(params ReadOnlySpan<string> keys) => _known.AddRange(keys);

    public SpannedText? Spanned(params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return null;
            case ScalarNode scalar:
                return new SpannedText(scalar.Text, scalar.Span);
            case var other:
                WrongKind(spellings[0], "text", other);
                return null;
        }
    }

    public string? Text(params ReadOnlySpan<string> spellings) => Spanned(spellings)?.Value;

    /// <summary>Text that the unit cannot do without; reported and null when it is missing.</summary>
    public SpannedText? Required(params ReadOnlySpan<string> spellings)
    {
        var wasThere = Has(spellings);
        var text = Spanned(spellings);
        if (text is null && !wasThere)
        {
            diagnostics.Add(StructureDiagnostics.MissingKey, node.Span, $"{what} needs '{spellings[0]}'");
        }

        return text;
    }

    public bool? Flag(params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return null;
            case ScalarNode scalar when bool.TryParse(scalar.Text, out var value):
                return value;
            case var other:
                WrongKind(spellings[0], "true or false", other);
                return null;
        }
    }

    public int? Integer(params ReadOnlySpan<string> spellings) => Integer(int.MinValue, int.MaxValue, spellings);

    /// <summary>An integer of a range; one outside it is reported and null.</summary>
    public int? Integer(int lowest, int highest, params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return null;
            case ScalarNode scalar when int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value):
                return value >= lowest && value <= highest ? value : OutOfRange<int>(spellings[0], lowest, highest, scalar);
            case var other:
                WrongKind(spellings[0], "an integer", other);
                return null;
        }
    }

    /// <summary>A number of bytes; reported and null when it is none.</summary>
    public BinarySize? Size(string key)
    {
        if (Spanned(key) is not { } text)
        {
            return null;
        }

        if (BinarySize.TryParse(text.Value, out var size))
        {
            return size;
        }

        diagnostics.Add(StructureDiagnostics.UnknownValue, text.Span, $"'{text.Value}' is no size", "a number with B, KiB, MiB or GiB");
        return null;
    }

    /// <summary>A number of a range; one outside it is reported and null.</summary>
    public double? Number(double lowest, double highest, params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return null;
            case ScalarNode scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value):
                return value >= lowest && value <= highest ? value : OutOfRange<double>(spellings[0], lowest, highest, scalar);
            case var other:
                WrongKind(spellings[0], "a number", other);
                return null;
        }
    }

    /// <summary>One of a list of words, whatever their case; another one is reported and null.</summary>
    public SpannedText? OneOf(IReadOnlyList<string> words, params ReadOnlySpan<string> spellings)
    {
        if (Spanned(spellings) is not { } text)
        {
            return null;
        }

        if (words.FirstOrDefault(w => w.Equals(text.Value.Trim(), StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            return text with { Value = word };
        }

        diagnostics.Add(StructureDiagnostics.UnknownValue, text.Span, $"'{spellings[0]}' of {what} cannot be '{text.Value}'", Nearest.Hint(text.Value, words) ?? string.Join(", ", words));
        return null;
    }

    public MappingNode? Mapping(params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return null;
            case MappingNode mapping:
                return mapping;
            case var other:
                WrongKind(spellings[0], "a mapping", other);
                return null;
        }
    }

    /// <summary>The reader of the mapping below a key; null when it is not there.</summary>
    public MappingReader? Block(string key) => Mapping(key) is { } block ? new MappingReader(block, $"'{key}'", diagnostics) : null;

    /// <summary>The scalars of a list, or a single one.</summary>
    public IReadOnlyList<ScalarNode> Scalars(params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return [];
            case ScalarNode single:
                return [single];
            case SequenceNode list:
                var scalars = new List<ScalarNode>(list.Items.Count);
                foreach (var item in list.Items)
                {
                    if (item is ScalarNode scalar)
                    {
                        scalars.Add(scalar);
                    }
                    else
                    {
                        WrongKind(spellings[0], "a list of texts", item);
                    }
                }

                return scalars;
            case var other:
                WrongKind(spellings[0], "a list", other);
                return [];
        }
    }

    /// <summary>The entries of a list or named map, in the file's order. Entries of the wrong kind are reported and left out.</summary>
    public IReadOnlyList<NamedEntry> Entries(params ReadOnlySpan<string> spellings)
    {
        switch (Any(spellings))
        {
            case null:
                return [];
            case SequenceNode list:
                return ListEntries(spellings[0], list);
            case MappingNode map:
                return MapEntries(spellings[0], map);
            case var other:
                WrongKind(spellings[0], "a list", other);
                return [];
        }
    }

    /// <summary>Whether any of the spellings is there, without asking for it.</summary>
    public bool Has(params ReadOnlySpan<string> spellings)
    {
        foreach (var spelling in spellings)
        {
            if (node[spelling] is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports every key that was not asked for. Keys that begin with <c>x-</c> are the author's own.</summary>
    public void ReportUnknown()
    {
        foreach (var (key, _) in node.Entries)
        {
            if (!_known.Contains(key.Text) && !key.Text.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            {
                diagnostics.Add(StructureDiagnostics.UnknownKey, key.Span, $"{what} has no key '{key.Text}'; it is ignored", Nearest.Hint(key.Text, _known));
            }
        }
    }

    private List<NamedEntry> ListEntries(string key, SequenceNode list)
    {
        var entries = new List<NamedEntry>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is MappingNode mapping)
            {
                entries.Add(new NamedEntry(null, mapping, mapping.Span));
            }
            else if (item is not ScalarNode { IsNull: true })
            {
                WrongKind(key, "a list of mappings", item);
            }
        }

        return entries;
    }

    private List<NamedEntry> MapEntries(string key, MappingNode map)
    {
        var entries = new List<NamedEntry>(map.Entries.Count);
        foreach (var (name, value) in map.Entries)
        {
            switch (value)
            {
                case MappingNode mapping:
                    entries.Add(new NamedEntry(name.Text, mapping, name.Span));
                    break;
                case ScalarNode { IsNull: true } empty:
                    entries.Add(new NamedEntry(name.Text, new MappingNode(empty.Span, []), name.Span));
                    break;
                default:
                    WrongKind($"{key}.{name.Text}", "a mapping", value);
                    break;
            }
        }

        return entries;
    }

    private T? OutOfRange<T>(string key, T lowest, T highest, ScalarNode found)
        where T : struct
    {
        diagnostics.Add(
            StructureDiagnostics.UnknownValue, found.Span, string.Create(CultureInfo.InvariantCulture, $"'{key}' of {what} must be from {lowest} to {highest}, but is {found.Text}"));
        return null;
    }

    private void WrongKind(string key, string expected, Node found) =>
        diagnostics.Add(StructureDiagnostics.WrongKind, found.Span, $"'{key}' of {what} must be {expected}, but is {found.Describe()}");
}
