using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A type of an Avro schema, which reads its values and writes them as JSON (Avro 1.12 specification, "Binary encoding").</summary>
internal abstract class AvroType
{
    /// <summary>Reads one value and writes it.</summary>
    /// <exception cref="MalformedBodyException">The bytes are none.</exception>
    public abstract void Convert(ref AvroReader reader, Utf8JsonWriter writer);
}
