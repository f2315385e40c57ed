using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml;

/// <summary>A YAML mapping; its entries keep the order of the file. Merge keys (<c>&lt;&lt;</c>) are already merged.</summary>
public sealed class MappingNode(SourceSpan span, IReadOnlyList<MappingEntry> entries) : Node(span)
{
    public IReadOnlyList<MappingEntry> Entries { get; } = entries;

    /// <summary>The value of <paramref name="key"/>, or null when there is no such key. Mappings are short: a scan beats a dictionary.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Text == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public override string Describe() => "a mapping";
}
