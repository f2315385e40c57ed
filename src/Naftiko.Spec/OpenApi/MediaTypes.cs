namespace Naftiko.Spec.OpenApi;

/// <summary>What is known of media types, and which of several to take.</summary>
internal static class MediaTypes
{
    /// <summary>JSON before forms before text before the rest; as the document orders them within each.</summary>
    public static string Pick(IEnumerable<string> mediaTypes) => mediaTypes.OrderBy(Rank).First();

    /// <summary>Without parameters, in lower case. What says nothing (<c>*/*</c>) is JSON.</summary>
    public static string Bare(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim().ToLowerInvariant();
        return bare is "*/*" or "application/*" or "" or "text/json" ? "application/json" : bare;
    }

    public static bool IsOne(string key) => key.Contains('/', StringComparison.Ordinal);

    public static bool IsJson(string bare) => bare == "application/json" || bare.EndsWith("+json", StringComparison.Ordinal);

    public static bool IsText(string bare) =>
        bare.StartsWith("text/", StringComparison.Ordinal) || IsXml(bare)
        || bare is "application/yaml" or "application/x-yaml" or "application/graphql" or "application/sparql-query" or "application/x-ndjson" or "application/jsonl";

    /// <summary>The <c>outputRawFormat</c> of answers of this type.</summary>
    public static string FormatOf(string bare) => bare switch
    {
        _ when IsJson(bare) => "json",
        _ when IsXml(bare) => "xml",
        "text/csv" or "application/csv" => "csv",
        "text/tab-separated-values" => "tsv",
        "text/html" => "html",
        "text/markdown" => "markdown",
        "application/yaml" or "application/x-yaml" or "text/yaml" => "yaml",
        "application/x-protobuf" or "application/protobuf" => "protobuf",
        "application/avro" or "avro/binary" => "avro",
        _ when IsText(bare) => "text",
        _ => "binary",
    };

    private static bool IsXml(string bare) => bare is "application/xml" or "text/xml" || bare.EndsWith("+xml", StringComparison.Ordinal);

    private static int Rank(string mediaType) => Bare(mediaType) switch
    {
        "application/json" => 0,
        var bare when IsJson(bare) => 1,
        "application/x-www-form-urlencoded" => 2,
        var bare when bare.StartsWith("multipart/", StringComparison.Ordinal) => 3,
        var bare when IsText(bare) => 4,
        _ => 5,
    };
}
