namespace Naftiko.Spec.Yaml.Reading;

/// <summary>What a tree amounts to with every alias expanded. Reading stops at the first breach, so sums stay far below overflow.</summary>
/// <param name="Nodes">Scalars, mappings and lists.</param>
/// <param name="Characters">Characters of all scalars.</param>
internal readonly record struct YamlTally(long Nodes, long Characters)
{
    public static YamlTally operator +(YamlTally left, YamlTally right) => new(left.Nodes + right.Nodes, left.Characters + right.Characters);

    public static YamlTally operator -(YamlTally left, YamlTally right) => new(left.Nodes - right.Nodes, left.Characters - right.Characters);
}
