using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Imports;

/// <summary>An entry of a section with the namespace that it has there: the map's key, or its own <c>namespace</c>.</summary>
internal readonly record struct SectionEntry(string? Namespace, MappingNode Node)
{
    private const string NamespaceKey = "namespace";

    /// <summary>All entries of a section of a file: the root's and the capability's.</summary>
    public static IEnumerable<SectionEntry> AllOf(MappingNode root, ImportSection section) =>
        Of(root[section.Key]).Concat(root["capability"] is MappingNode capability ? Of(capability[section.Key]) : []);

    /// <summary>The same entry under another namespace; the name's place is where it was given.</summary>
    public MappingNode Under(string name, Sources.SourceSpan span)
    {
        var value = new ScalarNode(span, name, ScalarKind.Text, isPlain: true);
        var entries = Node.Entries.Where(e => e.Key.Text != NamespaceKey).Prepend(new MappingEntry(new ScalarNode(span, NamespaceKey, ScalarKind.Text, isPlain: true), value));
        return new MappingNode(Node.Span, [.. entries]);
    }

    /// <summary>The entry with its namespace inside, whichever way it was written.</summary>
    public MappingNode Whole() => Node[NamespaceKey] is null && Namespace is not null ? Under(Namespace, Node.Span) : Node;

    private static IEnumerable<SectionEntry> Of(Node? section) => section switch
    {
        SequenceNode list => list.Items.OfType<MappingNode>().Select(m => new SectionEntry((m[NamespaceKey] as ScalarNode)?.Text, m)),
        MappingNode map => map.Entries.Where(e => e.Value is MappingNode)
            .Select(e => new SectionEntry((((MappingNode)e.Value)[NamespaceKey] as ScalarNode)?.Text ?? e.Key.Text, (MappingNode)e.Value)),
        _ => [],
    };
}
