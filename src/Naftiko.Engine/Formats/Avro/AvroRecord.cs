using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A record as an object. Its fields are set once, right after it is made: they may be of its own type.</summary>
internal sealed class AvroRecord : AvroType
{
    private IReadOnlyList<KeyValuePair<string, AvroType>> _fields = [];

    /// <summary>Gives the record its fields.</summary>
    public void Link(IReadOnlyList<KeyValuePair<string, AvroType>> fields) => _fields = fields;

    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        reader.Enter();
        writer.WriteStartObject();
        foreach (var (name, type) in _fields)
        {
            writer.WritePropertyName(name);
            type.Convert(ref reader, writer);
        }

        writer.WriteEndObject();
        reader.Leave();
    }
}
