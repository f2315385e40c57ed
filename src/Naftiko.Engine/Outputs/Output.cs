namespace Naftiko.Engine.Outputs;

/// <summary>What a unit answers with.</summary>
/// <param name="Shape">The shape; null: the whole body, as it came.</param>
internal sealed record Output(Shape? Shape)
{
    /// <summary>The whole body, byte for byte where it is JSON.</summary>
    public static readonly Output Identity = new((Shape?)null);

    /// <summary>Whether it has values of the file's own, which may name variables that have none.</summary>
    public bool HasExpressions { get; init; }

    public bool IsIdentity => Shape is null;
}
