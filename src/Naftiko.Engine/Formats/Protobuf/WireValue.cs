namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>Where a value of a message lies.</summary>
/// <param name="Field">The field's index in its message.</param>
/// <param name="Wire">How it lies there.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes, without tag and length.</param>
internal readonly record struct WireValue(int Field, WireType Wire, int Start, int Length)
{
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> payload) => payload.Slice(Start, Length);
}
