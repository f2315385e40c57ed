using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml;

/// <summary>A YAML sequence.</summary>
public sealed class SequenceNode(SourceSpan span, IReadOnlyList<Node> items) : Node(span)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Describe() => "a list";
}
