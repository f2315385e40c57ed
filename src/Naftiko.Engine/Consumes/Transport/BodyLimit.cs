namespace Naftiko.Engine.Consumes.Transport;

/// <summary>The most bytes that a body may have, decoded.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="SetBy">What sets it, for messages; null: nothing that a user could change.</param>
public readonly record struct BodyLimit(long Bytes, string? SetBy = null)
{
    public static implicit operator BodyLimit(long bytes) => new(bytes);

    public static BodyLimit Smaller(BodyLimit one, BodyLimit other) => other.Bytes < one.Bytes ? other : one;
}
