using System.Globalization;
using System.Text;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;
using Naftiko.Spec.Yaml.Ordinary;

namespace Naftiko.Spec.Tests.Yaml.Ordinary;

/// <summary>A text read in both ways, each written out whole: every node with its place and kind, and all that is said about the text.</summary>
/// <param name="Quick">What the reader of ordinary YAML makes of it; null: it leaves the text to the other.</param>
/// <param name="Full">What the reader of all YAML makes of it.</param>
internal sealed record Reading(string? Quick, string Full)
{
    public bool IsSame => Quick is null || Quick == Full;

    public static Reading Of(string text, YamlBudget? budget = null)
    {
        var source = new SourceText("x.yml", text);
        var (quick, full) = (new DiagnosticBag(), new DiagnosticBag());
        var root = OrdinaryYaml.TryRead(source, budget ?? YamlBudget.Default, quick);
        if (root is null)
        {
            Assert.Empty(quick);
            return new Reading(null, "");
        }

        return new Reading(Describe(root, quick), Describe(YamlParser.ReadEvents(source, budget ?? YamlBudget.Default, full), full));
    }

    private static string Describe(Node? root, DiagnosticBag diagnostics)
    {
        var text = new StringBuilder();
        Describe(root, 0, text);
        foreach (var diagnostic in diagnostics)
        {
            text.Append(diagnostic).Append(' ').Append(diagnostic.Span.EndLine).Append(':').Append(diagnostic.Span.EndColumn).Append('\n');
        }

        return text.ToString();
    }

    private static void Describe(Node? node, int depth, StringBuilder text)
    {
        var place = node?.Span ?? default;
        text.Append(' ', depth).Append(CultureInfo.InvariantCulture, $"{place.File} {place.Line}:{place.Column}-{place.EndLine}:{place.EndColumn} ");
        switch (node)
        {
            case MappingNode mapping:
                text.Append("mapping\n");
                foreach (var entry in mapping.Entries)
                {
                    Describe(entry.Key, depth + 1, text);
                    Describe(entry.Value, depth + 2, text);
                }

                break;
            case SequenceNode sequence:
                text.Append("list\n");
                foreach (var item in sequence.Items)
                {
                    Describe(item, depth + 1, text);
                }

                break;
            case ScalarNode scalar:
                text.Append(CultureInfo.InvariantCulture, $"{scalar.Kind} {(scalar.IsPlain ? "plain" : "quoted")} <{scalar.Text}>\n");
                break;
            default:
                text.Append("nothing\n");
                break;
        }
    }
}
