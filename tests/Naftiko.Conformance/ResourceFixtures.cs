using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Naftiko.Conformance;

/// <summary>The resources that the suite reads.</summary>
internal static class ResourceFixtures
{
    private const string TemplatePrefix = "test://template/";
    private const string TemplateSuffix = "/data";

    public static Resource[] All { get; } =
    [
        new() { Uri = "test://static-text", Name = "static-text", Description = "A text", MimeType = "text/plain" },
        new() { Uri = "test://static-binary", Name = "static-binary", Description = "An image", MimeType = "image/png" },
        new() { Uri = "test://watched-resource", Name = "watched-resource", Description = "A text to subscribe to", MimeType = "text/plain" },
    ];

    public static ResourceTemplate[] Templates { get; } =
    [
        new() { UriTemplate = TemplatePrefix + "{id}" + TemplateSuffix, Name = "template", Description = "A text with an id", MimeType = "application/json" },
    ];

    public static ValueTask<ReadResourceResult> Read(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params?.Uri ?? "";
        ResourceContents contents = uri switch
        {
            "test://static-text" => Text(uri, "text/plain", "This is the content of the static text resource."),
            "test://static-binary" => BlobResourceContents.FromBytes(Convert.FromBase64String(ContentFixtures.Png), uri, "image/png"),
            "test://watched-resource" => Text(uri, "text/plain", "Watched."),
            _ when IdOf(uri) is { } id => Text(uri, "application/json", $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}"""),
            _ => throw Unknown(uri),
        };
        return ValueTask.FromResult(new ReadResourceResult { Contents = [contents] });
    }

    private static string? IdOf(string uri) =>
        uri.StartsWith(TemplatePrefix, StringComparison.Ordinal) && uri.EndsWith(TemplateSuffix, StringComparison.Ordinal)
            ? uri[TemplatePrefix.Length..^TemplateSuffix.Length]
            : null;

    private static TextResourceContents Text(string uri, string type, string text) => new() { Uri = uri, MimeType = type, Text = text };

    private static McpProtocolException Unknown(string uri)
    {
        var unknown = new McpProtocolException("Resource not found.", McpErrorCode.ResourceNotFound);
        unknown.Data["uri"] = uri;
        return unknown;
    }
}
