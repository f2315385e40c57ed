namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>How a field lies on the wire (protobuf encoding, "Message structure").</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
