using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>Makes the nodes of one text within its budget. Null: more than the budget allows, and somebody else has to say so.</summary>
internal sealed class NodeMaker(string file, YamlBudget budget, YamlReports reports)
{
    private readonly StringPool _pool = new();
    private long _nodes;
    private long _characters;

    /// <summary>Whether a collection may be nested so deep, and whether it may be at all.</summary>
    public bool Enter(int depth) => ++_nodes <= budget.MaxNodes && depth <= budget.MaxDepth;

    /// <summary>A scalar in the place of a key.</summary>
    public ScalarNode? Key(ScalarText scalar)
    {
        var text = _pool.Share(scalar.Text);
        _characters += text.Length;
        if (++_nodes > budget.MaxNodes || _characters > budget.MaxCharacters)
        {
            return null;
        }

        return new ScalarNode(Span(scalar.Start, scalar.End), text, scalar.IsPlain ? CoreSchema.KindOf(text) : ScalarKind.Text, scalar.IsPlain);
    }

    /// <summary>A scalar in the place of a value, where words that used to be booleans deserve a remark.</summary>
    public ScalarNode? Value(ScalarText scalar)
    {
        var node = Key(scalar);
        if (node is { IsPlain: true } && CoreSchema.IsFormerBoolean(node.Text))
        {
            YamlRemarks.FormerBoolean(reports, node.Text, node.Span);
        }

        return node;
    }

    /// <summary>A value that is not written.</summary>
    public ScalarNode? Empty(TextPlace at) => Value(new ScalarText(at, at, "", isPlain: true));

    public SourceSpan Span(TextPlace start, TextPlace end) => new(file, start.Line, start.Column, end.Line, end.Column);

    /// <summary>From a place to the end of the last part.</summary>
    public SourceSpan Span(TextPlace start, Node last) => new(file, start.Line, start.Column, last.Span.EndLine, last.Span.EndColumn);
}
