namespace Naftiko.Spec.Yaml.Reading;

/// <summary>A node that aliases may repeat, and what one repetition costs.</summary>
/// <param name="Node">The node; null while it is being read.</param>
/// <param name="Tally">Its size, aliases expanded.</param>
/// <param name="Height">Levels of mappings and lists in it, itself included.</param>
internal readonly record struct YamlAnchor(Node? Node, YamlTally Tally, int Height);
