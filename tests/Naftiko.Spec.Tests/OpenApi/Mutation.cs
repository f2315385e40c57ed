using System.Text.Json.Nodes;

namespace Naftiko.Spec.Tests.OpenApi;

/// <summary>A JSON document with one of its values replaced.</summary>
internal static class Mutation
{
    /// <summary>The document with its <paramref name="index"/>-th value, in order, replaced; null when it has no such value.</summary>
    public static string? Replace(string document, int index, string replacement)
    {
        var root = JsonNode.Parse(document);
        var values = Below(root).ToList();
        if (index >= values.Count)
        {
            return null;
        }

        values[index].ReplaceWith(JsonNode.Parse(replacement));
        return root?.ToJsonString();
    }

    private static IEnumerable<JsonNode> Below(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(m => m.Value).ToList(),
            JsonArray list => [.. list],
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c));
    }
}
