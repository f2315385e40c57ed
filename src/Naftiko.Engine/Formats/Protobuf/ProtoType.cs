using System.Text.Json;

namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>The type of a field: a scalar, an enumeration or a message.</summary>
internal abstract class ProtoType
{
    /// <summary>How one value lies on the wire.</summary>
    public abstract WireType WireType { get; }

    /// <summary>Writes one value as JSON.</summary>
    /// <param name="payload">Its bytes, without tag and length.</param>
    /// <param name="depth">How deep in messages it is.</param>
    /// <param name="writer">Takes the JSON.</param>
    /// <exception cref="MalformedBodyException">The bytes are no such value.</exception>
    public abstract void Write(ReadOnlyMemory<byte> payload, int depth, Utf8JsonWriter writer);

    /// <summary>Writes what a value is that was left out: zero, "", an empty message.</summary>
    public abstract void WriteDefault(Utf8JsonWriter writer);
}
