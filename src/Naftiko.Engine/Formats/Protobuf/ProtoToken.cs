namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>A token of a <c>.proto</c> file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string, what the quotes hold.</param>
/// <param name="Offset">Where it begins.</param>
internal readonly record struct ProtoToken(ProtoTokenKind Kind, string Text, int Offset)
{
    public bool Is(string text) => Kind is ProtoTokenKind.Word or ProtoTokenKind.Symbol && Text == text;
}
