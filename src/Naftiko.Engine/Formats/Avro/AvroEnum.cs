using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>An enumeration: the symbol as a string.</summary>
internal sealed class AvroEnum(IReadOnlyList<string> symbols) : AvroType
{
    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        var symbol = reader.ReadInt();
        if (symbol < 0 || symbol >= symbols.Count)
        {
            throw reader.Malformed("an enumeration's symbol that the schema does not have");
        }

        writer.WriteStringValue(symbols[symbol]);
    }
}
