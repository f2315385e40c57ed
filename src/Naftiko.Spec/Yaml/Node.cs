using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml;

/// <summary>A YAML node with its place. Aliases are resolved: an aliased node stands in the tree as the same object more than once.</summary>
public abstract class Node(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What this node is, for messages: "a mapping", "a list", "text", "a number" …</summary>
    public abstract string Describe();
}
