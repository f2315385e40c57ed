using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A fixed number of bytes, as a string in base64.</summary>
internal sealed class AvroFixed(int size) : AvroType
{
    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer) => writer.WriteBase64StringValue(reader.ReadFixed(size));
}
