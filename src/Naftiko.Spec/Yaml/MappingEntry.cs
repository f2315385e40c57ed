namespace Naftiko.Spec.Yaml;

/// <summary>One entry of a mapping. Keys that are not scalars are refused by the parser (NFK1xxx).</summary>
public readonly record struct MappingEntry(ScalarNode Key, Node Value);
