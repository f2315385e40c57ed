using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

/// <summary>
/// Writes out what OpenAPI 2.0 leaves unsaid and its reader forgets: an array without <c>collectionFormat</c> travels between commas, in a form
/// as well.
/// </summary>
internal static class Swagger2
{
    public static Node Complete(Node node) => node switch
    {
        MappingNode mapping => Complete(mapping),
        SequenceNode sequence => new SequenceNode(sequence.Span, [.. sequence.Items.Select(Complete)]),
        _ => node,
    };

    private static MappingNode Complete(MappingNode mapping)
    {
        var entries = mapping.Entries.Select(e => new MappingEntry(e.Key, Complete(e.Value))).ToList();
        if (Text(mapping, "type") != "array" || Text(mapping, "collectionFormat") == "multi")
        {
            return new MappingNode(mapping.Span, entries);
        }

        switch (Text(mapping, "in"))
        {
            case "query" when mapping["collectionFormat"] is null:
                entries.Add(new MappingEntry(MappingDraft.Text("collectionFormat"), MappingDraft.Text("csv")));
                break;
            case "formData":
                entries.RemoveAll(e => e.Key.Text is "type" or "items" or "collectionFormat");
                entries.Add(new MappingEntry(MappingDraft.Text("type"), MappingDraft.Text("string")));
                break;
        }

        return new MappingNode(mapping.Span, entries);
    }

    private static string? Text(MappingNode mapping, string key) => (mapping[key] as ScalarNode)?.Text;
}
