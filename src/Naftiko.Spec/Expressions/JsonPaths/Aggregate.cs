namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>The lenient function that ends a path, if any.</summary>
internal enum Aggregate
{
    None,
    Length,
    Sum,
    Min,
    Max,
    Avg,
}
