namespace Naftiko.Spec.Document.Consumes;

/// <summary>The types that the body of a consumed operation may have, and their media types.</summary>
public static class BodyTypes
{
    public const string Json = "application/json";
    public const string Text = "text/plain; charset=utf-8";
    public const string Xml = "application/xml";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The names that the specification has, for hints.</summary>
    public static IReadOnlyList<string> Names { get; } = ["json", "text", "xml", "yaml", "sparql", "formUrlEncoded", "multipartForm", "binary"];

    /// <summary>The media type of a body type in lower case; null when there is no such type.</summary>
    public static string? MediaTypeOf(string type) => type switch
    {
        "json" => Json,
        "text" => Text,
        "xml" => Xml,
        "yaml" => "application/yaml",
        "sparql" => "application/sparql-query",
        "form" or "formurlencoded" or "urlencoded" or "form-urlencoded" => Form,
        "multipart" or "multipartform" or "form-data" => "multipart/form-data",
        "binary" or "octet-stream" or "raw" => "application/octet-stream",
        _ => type.Contains('/') ? type : null,
    };

    public static bool IsJson(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim();
        return bare == Json || bare.EndsWith("+json", StringComparison.Ordinal);
    }

    public static bool IsForm(string mediaType) => mediaType.StartsWith(Form, StringComparison.Ordinal);

    public static bool IsMultipart(string mediaType) => mediaType.StartsWith("multipart/", StringComparison.Ordinal);
}
