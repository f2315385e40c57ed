namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>A line and a column, both from 1.</summary>
internal readonly record struct TextPlace(int Line, int Column);
