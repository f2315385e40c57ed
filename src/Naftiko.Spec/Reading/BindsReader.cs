using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Binds;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Reading;

/// <summary>Reads <c>binds</c>.</summary>
internal static class BindsReader
{
    public static IReadOnlyList<BindSpec> Read(MappingReader parent)
    {
        var binds = new List<BindSpec>();
        foreach (var entry in parent.Entries("binds"))
        {
            var reader = new MappingReader(entry.Node, "a bind", parent.Diagnostics);
            reader.Ignore("description", "label", "display", "name");
            var keys = Keys(reader);
            if (keys.Count == 0 && !reader.Has("keys"))
            {
                parent.Diagnostics.Add(StructureDiagnostics.MissingKey, entry.Span, "a bind needs 'keys'");
            }

            var location = reader.Spanned("location");
            binds.Add(new BindSpec(reader.Text("namespace") ?? entry.Key, location?.Value, keys, entry.Span) { LocationSpan = location?.Span });
            reader.ReportUnknown();
        }

        return binds;
    }

    /// <summary><c>keys</c> is a map of variable → key at the source, or a list of names that are the same on both sides.</summary>
    private static List<BindKeySpec> Keys(MappingReader reader)
    {
        var keys = new List<BindKeySpec>();
        switch (reader.Any("keys"))
        {
            case MappingNode map:
                foreach (var (key, value) in map.Entries)
                {
                    keys.Add(new BindKeySpec(key.Text, value is ScalarNode { IsNull: false } source ? source.Text : key.Text, key.Span));
                }

                break;
            case SequenceNode list:
                keys.AddRange(list.Items.OfType<ScalarNode>().Select(s => new BindKeySpec(s.Text, s.Text, s.Span)));
                break;
            case null:
                break;
            case var other:
                reader.Diagnostics.Add(StructureDiagnostics.WrongKind, other.Span, $"'keys' of a bind must be a mapping, but is {other.Describe()}");
                break;
        }

        return keys;
    }
}
