using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>
/// Writes out what OpenAPI 2.0 leaves unsaid and its reader forgets: a list in the query or in a form travels as one text between separators,
/// commas where nothing else is said, and answers are JSON.
/// </summary>
internal static class Swagger2
{
    public static MappingNode Complete(MappingNode root)
    {
        var whole = CompleteMapping(root);
        if (whole["produces"] is not null)
        {
            return whole;
        }

        var json = new SequenceNode(whole.Span, [MappingDraft.Text("application/json")]);
        return new MappingNode(whole.Span, [.. whole.Entries, new MappingEntry(MappingDraft.Text("produces"), json)]);
    }

    private static Node Complete(Node node) => node switch
    {
        MappingNode mapping => CompleteMapping(mapping),
        SequenceNode sequence => new SequenceNode(sequence.Span, [.. sequence.Items.Select(Complete)]),
        _ => node,
    };

    private static MappingNode CompleteMapping(MappingNode mapping)
    {
        var entries = mapping.Entries.Select(e => new MappingEntry(e.Key, Complete(e.Value))).ToList();
        if (Text(mapping, "type") != "array" || Separator(mapping) is not { } separator)
        {
            return new MappingNode(mapping.Span, entries);
        }

        var allowed = (mapping["items"] as MappingNode)?["enum"] is SequenceNode { Items: var values } ? values.OfType<ScalarNode>().Select(v => v.Text) : [];
        entries.RemoveAll(e => e.Key.Text is "type" or "items" or "collectionFormat" or "description" or "default");
        entries.Add(new MappingEntry(MappingDraft.Text("type"), MappingDraft.Text("string")));
        entries.Add(new MappingEntry(MappingDraft.Text("description"), MappingDraft.Text(SeparatedList.Describe(Text(mapping, "description"), separator, allowed))));
        return new MappingNode(mapping.Span, entries);
    }

    /// <summary>What stands between the values of a list; null where each has the name before it, or where the place is none of these.</summary>
    private static string? Separator(MappingNode parameter) => (Text(parameter, "in"), Text(parameter, "collectionFormat")) switch
    {
        ("query" or "formData", null or "csv") => SeparatedList.Commas,
        ("query" or "formData", "ssv") => SeparatedList.Blanks,
        ("query" or "formData", "pipes") => SeparatedList.Bars,
        ("query" or "formData", "tsv") => "tabs",
        _ => null,
    };

    private static string? Text(MappingNode mapping, string key) => (mapping[key] as ScalarNode)?.Text;
}
