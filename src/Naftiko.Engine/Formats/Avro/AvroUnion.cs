using System.Text.Json;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A union: the value itself, without the wrapper that Avro's own JSON encoding puts around it. An optional field is its value or null.</summary>
internal sealed class AvroUnion(IReadOnlyList<AvroType> branches) : AvroType
{
    public override void Convert(ref AvroReader reader, Utf8JsonWriter writer)
    {
        var branch = reader.ReadLong();
        if (branch < 0 || branch >= branches.Count)
        {
            throw reader.Malformed("a union's branch that the schema does not have");
        }

        branches[(int)branch].Convert(ref reader, writer);
    }
}
