using System.Globalization;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Parameters;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads input and output parameters, wherever they stand.</summary>
internal static class ParametersReader
{
    /// <summary>Where an input may be; the last is published files' word for a field of the body.</summary>
    private static readonly string[] Places = ["path", "query", "header", "cookie", "body", "environment", "formdata"];

    /// <summary>The types of values; the last is published files' word for any.</summary>
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "object", "array", "any"];

    private static readonly string[] OutputKeys = ["type", "mapping", "value", "const", "maxLength", "description", "name"];

    public static IReadOnlyList<InputParameterSpec> Inputs(MappingReader reader, string key = "inputParameters")
    {
        var entries = reader.Entries(key);
        if (entries.Count == 0)
        {
            return [];
        }

        var inputs = new List<InputParameterSpec>(entries.Count);
        foreach (var entry in entries)
        {
            if (Input(new MappingReader(entry.Node, "an input parameter", reader.Diagnostics), entry) is { } input)
            {
                inputs.Add(input);
            }
        }

        return inputs;
    }

    public static IReadOnlyList<OutputParameterSpec> Outputs(MappingReader reader) => Outputs(reader.Entries("outputParameters"), reader.Diagnostics);

    /// <summary>The <c>headers</c> map of a consumed API: header inputs with a value (published dialect, section 4).</summary>
    public static IEnumerable<InputParameterSpec> Headers(MappingReader reader)
    {
        if (reader.Mapping("headers") is not { } headers)
        {
            yield break;
        }

        reader.ReportPublished(headers.Span, "headers", "inputParameters with 'in: header'");
        foreach (var (key, value) in headers.Entries)
        {
            yield return new InputParameterSpec { Name = key.Text, Span = key.Span, In = "header", Value = value };
        }
    }

    private static InputParameterSpec? Input(MappingReader reader, NamedEntry entry)
    {
        var name = entry.Key is { } key ? new SpannedText(key, entry.Span) : reader.Required("name");
        reader.Ignore("name", "examples", "example", "properties", "precision", "scale", "format");
        var input = new InputParameterSpec
        {
            Name = name?.Value ?? "",
            Span = entry.Span,
            In = Place(reader),
            Type = Type(reader),
            Title = reader.Text("display", "label"),
            Description = reader.Text("description"),
            Required = reader.Flag("required"),
            Pattern = reader.Text("pattern"),
            ItemsType = ItemsType(reader),
            Enum = reader.Scalars("enum"),
            Default = reader.Any("default"),
            Value = reader.Any("value", "template"),
            Mapping = reader.Spanned("mapping"),
        };
        reader.ReportUnknown();
        return name is null ? null : input;
    }

    private static string? Place(MappingReader reader)
    {
        if (reader.Spanned("in") is not { } written)
        {
            return null;
        }

        var place = written.Value.Trim().ToLowerInvariant();
        if (!Places.Contains(place))
        {
            reader.Diagnostics.Add(StructureDiagnostics.UnknownValue, written.Span, $"an input is not in '{written.Value}'", Nearest.Hint(place, Places) ?? string.Join(", ", Places[..6]));
        }

        return place;
    }

    private static IReadOnlyList<OutputParameterSpec> Outputs(IReadOnlyList<NamedEntry> entries, DiagnosticBag diagnostics)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var outputs = new List<OutputParameterSpec>(entries.Count);
        foreach (var entry in entries)
        {
            outputs.Add(Output(new MappingReader(entry.Node, "an output parameter", diagnostics), entry.Key, entry.Span));
        }

        return outputs;
    }

    private static OutputParameterSpec Output(MappingReader reader, string? key, SourceSpan span)
    {
        var mapping = reader.Spanned("mapping");
        var value = reader.Any("value");

        // A consumed output writes its path in `value`; nobody means the text "$.id" by it.
        if (mapping is null && value is ScalarNode { Kind: ScalarKind.Text } path && (path.Text == "$" || path.Text.StartsWith("$.", StringComparison.Ordinal)
            || path.Text.StartsWith("$[", StringComparison.Ordinal)))
        {
            (mapping, value) = (new SpannedText(path.Text, path.Span), null);
        }

        reader.Ignore("label", "display", "required", "enum", "examples", "example", "in", "format", "precision", "scale", "pattern");
        var (items, elements) = Items(reader);
        var output = new OutputParameterSpec
        {
            Name = key ?? reader.Text("name"),
            Span = span,
            Type = Type(reader),
            Description = reader.Text("description"),
            Mapping = mapping,
            Value = value,
            Const = reader.Any("const"),
            MaxLength = MaxLength(reader),
            Properties = Outputs(reader.Entries("properties"), reader.Diagnostics),
            Items = items,
            Elements = elements,
            Values = reader.Mapping("values") is { } values
                ? Output(new MappingReader(values, "'values'", reader.Diagnostics), null, values.Span)
                : null,
        };
        reader.Ignore("name");
        reader.ReportUnknown();
        return output;
    }

    /// <summary>
    /// <c>items</c> is one output, or a list or map of named ones: then the elements are objects with these members. A list of values without
    /// names is the elements themselves.
    /// </summary>
    private static (OutputParameterSpec? Shape, IReadOnlyList<OutputParameterSpec> Elements) Items(MappingReader reader)
    {
        switch (reader.Any("items"))
        {
            case SequenceNode { Items: [MappingNode single] } when single["name"] is null:
                return (Output(new MappingReader(single, "'items'", reader.Diagnostics), null, single.Span), []);
            case SequenceNode list:
                var listed = Outputs(reader.Entries("items"), reader.Diagnostics);
                return listed.Count > 1 && listed.All(o => o is { Name: null, Mapping: null, HasValue: true }) ? (null, listed) : (Members(list, listed), []);
            case MappingNode map when IsNamedMap(map):
                return (Members(map, Outputs(reader.Entries("items"), reader.Diagnostics)), []);
            case MappingNode map:
                return (Output(new MappingReader(map, "'items'", reader.Diagnostics), null, map.Span), []);
            default:
                return (null, []);
        }
    }

    private static OutputParameterSpec Members(Node written, IReadOnlyList<OutputParameterSpec> members) => new() { Type = "object", Span = written.Span, Properties = members };

    /// <summary>Whether a mapping holds named outputs rather than being one: all values are mappings, and not only those of a shape.</summary>
    private static bool IsNamedMap(MappingNode map) =>
        map.Entries.Count > 0
        && map.Entries.All(e => e.Value is MappingNode)
        && !map.Entries.All(e => e.Key.Text is "properties" or "items" or "values" || OutputKeys.Contains(e.Key.Text));

    private static int? MaxLength(MappingReader reader) =>
        reader.Text("maxLength") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    private static string? Type(MappingReader reader)
    {
        var types = reader.Scalars("type");
        foreach (var type in types)
        {
            if (type.Kind == ScalarKind.Text && type.Text != "null")
            {
                var name = type.Text.Trim().ToLowerInvariant();
                if (!Types.Contains(name))
                {
                    reader.Diagnostics.Add(StructureDiagnostics.UnknownType, type.Span, $"there is no type '{type.Text}'", Nearest.Hint(name, Types) ?? string.Join(", ", Types[..6]));
                }

                return name;
            }
        }

        return null;
    }

    private static string? ItemsType(MappingReader reader) => reader.Any("items") switch
    {
        MappingNode map => (map["type"] as ScalarNode)?.Text.ToLowerInvariant(),
        ScalarNode scalar => scalar.Text.ToLowerInvariant(),
        SequenceNode { Items: [MappingNode map, ..] } => (map["type"] as ScalarNode)?.Text.ToLowerInvariant(),
        _ => null,
    };
}
