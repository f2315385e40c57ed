using System.Buffers;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>
/// Reads the YAML that files are really written in, straight from text to nodes: one document of block mappings and lists, plain, quoted and block
/// scalars, flow collections and comments. Anything else, errors included, it leaves to the reader that knows all of YAML (docs/adr/0007). What it does read
/// is exactly what the other would have read: nodes, places and remarks.
/// </summary>
internal static class OrdinaryYaml
{
    /// <summary>Tabs, byte order marks and what YAML 1.1 took for line breaks have rules of their own.</summary>
    private static readonly SearchValues<char> Extraordinary = SearchValues.Create("\t\u0085\u2028\u2029\uFEFF");

    /// <summary>The root, or null: then nothing is reported, and the text has to be read by other means.</summary>
    public static Node? TryRead(SourceText source, YamlBudget budget, DiagnosticBag diagnostics)
    {
        if (source.Text.AsSpan().ContainsAny(Extraordinary) || HasLoneCarriageReturn(source.Text))
        {
            return null;
        }

        var found = new DiagnosticBag();
        var reports = new YamlReports(found, budget.MaxReports);
        var root = new BlockReader(source, budget, reports).ReadDocument();
        if (root is not null)
        {
            reports.Close(SourceSpan.OfFile(source.Path));
            diagnostics.AddRange(found);
        }

        return root;
    }

    private static bool HasLoneCarriageReturn(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('\r'); at >= 0; at = text.IndexOf('\r'))
        {
            text = text[(at + 1)..];
            if (!text.StartsWith('\n'))
            {
                return true;
            }
        }

        return false;
    }
}
