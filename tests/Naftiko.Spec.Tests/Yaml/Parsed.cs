using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Yaml;

/// <summary>A text, read: its tree and everything said about it, one line each.</summary>
internal sealed class Parsed
{
    private Parsed(Node? root, DiagnosticBag diagnostics)
    {
        Root = root;
        Diagnostics = diagnostics;
    }

    public Node? Root { get; }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>The root, where it must be a mapping.</summary>
    public MappingNode Map => Assert.IsType<MappingNode>(Root);

    /// <summary>Each diagnostic as <c>id line:column</c>.</summary>
    public IEnumerable<string> Places => Diagnostics.Select(d => $"{d.Id} {d.Span.Line}:{d.Span.Column}");

    public static Parsed Of(string text, YamlBudget? budget = null)
    {
        var diagnostics = new DiagnosticBag();
        return new Parsed(YamlParser.Parse(new SourceText("x.yml", text), budget ?? YamlBudget.Default, diagnostics), diagnostics);
    }

    public ScalarNode Scalar(string key) => Assert.IsType<ScalarNode>(Map[key]);
}
