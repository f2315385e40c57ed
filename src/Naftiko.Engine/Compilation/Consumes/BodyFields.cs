using System.Net.Http.Headers;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Consumes;

/// <summary>Compiles the fields of a form and the parts of a multipart body: a mapping of names to values, or a list of entries with a name.</summary>
internal sealed class BodyFields(OperationScope scope, DiagnosticBag diagnostics)
{
    private static readonly string[] FieldKeys = ["name", "value"];
    private static readonly string[] PartKeys = ["name", "value", "filename", "contentType"];

    public IEnumerable<KeyValuePair<string, Expression>> Form(Node data) => Entries(data, "a field of a form", FieldKeys).Select(e => KeyValuePair.Create(e.Name, e.Value));

    public IEnumerable<MultipartField> Multipart(Node data) =>
        Entries(data, "a part of a body", PartKeys).Select(e => new MultipartField(e.Name, e.Value, Optional(e.Node, "filename"), ContentType(e.Node)));

    private IEnumerable<(string Name, Expression Value, MappingNode? Node)> Entries(Node data, string what, string[] keys)
    {
        switch (data)
        {
            case MappingNode map:
                return map.Entries.Select(e => (e.Key.Text, scope.Templates.Compile(e.Value), (MappingNode?)null));
            case SequenceNode list:
                return [.. list.Items.Select(item => Entry(item, what, keys)).OfType<(string, Expression, MappingNode?)>()];
            default:
                diagnostics.Add(StructureDiagnostics.WrongKind, data.Span, $"the data of this body must be a mapping or a list of entries, but is {data.Describe()}");
                return [];
        }
    }

    private (string Name, Expression Value, MappingNode? Node)? Entry(Node item, string what, string[] keys)
    {
        if (item is not MappingNode entry)
        {
            diagnostics.Add(StructureDiagnostics.WrongKind, item.Span, $"{what} must be a mapping, but is {item.Describe()}");
            return null;
        }

        foreach (var (key, _) in entry.Entries.Where(e => !keys.Contains(e.Key.Text)))
        {
            diagnostics.Add(StructureDiagnostics.UnknownKey, key.Span, $"{what} has no key '{key.Text}'; it is ignored", Nearest.Hint(key.Text, keys));
        }

        if (entry["name"] is not ScalarNode { IsNull: false } name)
        {
            diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, $"{what} needs 'name'");
            return null;
        }

        if (entry["value"] is not { } value)
        {
            diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, $"{what} needs 'value'");
            return null;
        }

        return (name.Text, scope.Templates.Compile(value), entry);
    }

    private Expression? ContentType(MappingNode? part)
    {
        var type = Optional(part, "contentType");
        if (type is ConstantExpression { Value: var value } && !MediaTypeHeaderValue.TryParse(value.AsText(), out _) && part?["contentType"] is { } node)
        {
            diagnostics.Add(StructureDiagnostics.UnknownValue, node.Span, $"'{value.AsText()}' is no media type", "such as text/plain");
        }

        return type;
    }

    private Expression? Optional(MappingNode? part, string key) => part?[key] is { } node ? scope.Templates.Compile(node) : null;
}
