using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>Text as one JSON string. A whole answer stays the text that it is.</summary>
internal sealed class TextFormat : IFormat
{
    public static readonly TextFormat Instance = new();

    public string Name => "text";

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Text;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer) => writer.WriteStringValue(BodyText.Decode(body, charset));
}
