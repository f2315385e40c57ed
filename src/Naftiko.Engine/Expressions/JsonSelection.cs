using System.Text.Json;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Expressions;

/// <summary>Applies a JSONPath the way mappings do: a singular path gives its value or nothing, any other an array (semantics, section 3).</summary>
public static class JsonSelection
{
    public static Value Select(JsonElement root, JsonPath? path)
    {
        if (path is null || path.IsRoot)
        {
            return Value.FromElement(root);
        }

        if (path.IsSingular)
        {
            return path.TrySelectOne(root, out var value) ? Value.FromElement(value) : Value.Absent;
        }

        var results = new List<JsonElement>();
        path.Select(root, results);
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, JsonBuilder.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var result in results)
            {
                result.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return Value.FromElement(JsonElement.Parse(buffer.Written.Span));
    }
}
