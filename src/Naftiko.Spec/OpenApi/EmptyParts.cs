using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>Takes keys without a value out of a document: YAML authors leave them behind, and readers of OpenAPI stumble over them.</summary>
internal static class EmptyParts
{
    /// <summary>Where null is a value.</summary>
    private static readonly string[] Values = ["default", "example", "examples", "enum", "const", "value"];

    public static MappingNode Remove(MappingNode mapping) =>
        new(mapping.Span, [.. mapping.Entries.Where(e => !IsEmpty(e)).Select(e => new MappingEntry(e.Key, Inside(e)))]);

    private static Node Remove(Node node) => node switch
    {
        MappingNode mapping => Remove(mapping),
        SequenceNode sequence => new SequenceNode(sequence.Span, [.. sequence.Items.Where(i => i is not ScalarNode { IsNull: true }).Select(Remove)]),
        _ => node,
    };

    private static Node Inside(MappingEntry entry) => entry switch
    {
        { Key.Text: var key } when Values.Contains(key) => entry.Value,
        { Key.Text: "security", Value: SequenceNode requirements } => Requirements(requirements),
        _ => Remove(entry.Value),
    };

    /// <summary>A scheme without its list of scopes is required all the same; without the scheme, nothing would be.</summary>
    private static SequenceNode Requirements(SequenceNode requirements) => new(
        requirements.Span,
        [.. requirements.Items.Select(r => r is MappingNode map ? new MappingNode(map.Span, [.. map.Entries.Select(WithScopes)]) : r)]);

    private static MappingEntry WithScopes(MappingEntry scheme) =>
        scheme.Value is ScalarNode { IsNull: true } ? new MappingEntry(scheme.Key, new SequenceNode(scheme.Value.Span, [])) : scheme;

    private static bool IsEmpty(MappingEntry entry) => entry.Value is ScalarNode { IsNull: true } && !Values.Contains(entry.Key.Text);
}
