using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A map as an object, in blocks.</summary>
internal sealed class AvroMap(AvroType values) : AvroType
{
    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        reader.Enter();
        writer.WriteStartObject();
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            for (; count > 0; count--)
            {
                writer.WritePropertyName(reader.ReadText());
                values.Convert(ref reader, writer);
            }
        }

        writer.WriteEndObject();
        reader.Leave();
    }
}
