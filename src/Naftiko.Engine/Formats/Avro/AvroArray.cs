using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>An array, in blocks.</summary>
internal sealed class AvroArray(AvroType items) : AvroType
{
    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        reader.Enter();
        writer.WriteStartArray();
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            for (; count > 0; count--)
            {
                items.Convert(ref reader, writer);
            }
        }

        writer.WriteEndArray();
        reader.Leave();
    }
}
