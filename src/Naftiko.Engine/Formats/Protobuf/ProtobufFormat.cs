using System.Text.Json;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>One protobuf message.</summary>
internal sealed class ProtobufFormat(ProtoMessage message) : IFormat
{
    public string Name => "protobuf";

    public bool IsText => false;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer) => message.Write(body, 1, writer);
}
