using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A record as an object. Its fields are set once, right after it is made: they may be of its own type.</summary>
internal sealed class AvroRecord : AvroType
{
    public IReadOnlyList<KeyValuePair<string, AvroType>> Fields { private get; set; } = [];

    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        reader.Enter();
        writer.WriteStartObject();
        foreach (var (name, type) in Fields)
        {
            writer.WritePropertyName(name);
            type.Convert(ref reader, writer);
        }

        writer.WriteEndObject();
        reader.Leave();
    }
}
