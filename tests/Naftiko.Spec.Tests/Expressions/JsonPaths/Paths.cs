using System.Text.Json;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

/// <summary>Parses and evaluates paths in one line, for tables of cases.</summary>
internal static class Paths
{
    public static JsonPath Lenient(string text) => Parse(text, isStrict: false);

    public static JsonPath Strict(string text) => Parse(text, isStrict: true);

    public static JsonPathError Error(string text, bool isStrict = false)
    {
        Assert.False(JsonPath.TryParse(text, isStrict, out _, out var error), text);
        return error;
    }

    /// <summary>All selected values as one JSON array.</summary>
    public static string Select(JsonPath path, string document)
    {
        var results = new List<JsonElement>();
        path.Select(JsonElement.Parse(document), results);
        return $"[{string.Join(",", results.Select(result => result.GetRawText()))}]";
    }

    private static JsonPath Parse(string text, bool isStrict)
    {
        Assert.True(JsonPath.TryParse(text, isStrict, out var path, out var error), $"{text}: {error?.Message} at {error?.Offset}");
        return path;
    }
}
