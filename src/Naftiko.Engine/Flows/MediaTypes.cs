namespace Naftiko.Engine.Flows;

/// <summary>What a media type says about a body.</summary>
internal static class MediaTypes
{
    /// <summary><c>application/json</c>, <c>text/json</c> and everything with the <c>+json</c> suffix (RFC 6839).</summary>
    public static bool IsJson(string? mediaType) => mediaType is "application/json" or "text/json" || mediaType?.EndsWith("+json", StringComparison.Ordinal) == true;

    public static bool IsText(string? mediaType) =>
        mediaType is not null
        && (mediaType.StartsWith("text/", StringComparison.Ordinal)
            || mediaType is "application/xml" or "application/yaml" or "application/x-yaml" or "application/javascript" or "application/x-www-form-urlencoded" or "application/sparql-query"
            || mediaType.EndsWith("+xml", StringComparison.Ordinal)
            || mediaType.EndsWith("+yaml", StringComparison.Ordinal)
            || IsJson(mediaType));
}
