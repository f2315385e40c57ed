using Naftiko.Engine.Formats.Avro;

namespace Naftiko.Engine.Formats;

/// <summary>The formats that need no schema, by name and by media type.</summary>
internal static class FormatCatalogue
{
    private static readonly IFormat Xml = new XmlFormat();
    private static readonly IFormat Yaml = new YamlFormat();
    private static readonly IFormat Csv = new DelimitedFormat("CSV", ',');
    private static readonly IFormat Tsv = new DelimitedFormat("TSV", '\t');
    private static readonly IFormat Psv = new DelimitedFormat("PSV", '|');
    private static readonly IFormat Html = new HtmlFormat(null);
    private static readonly IFormat Markdown = new MarkdownFormat(null);
    private static readonly IFormat AvroFile = new AvroFormat(null);

    /// <summary>Every value that <c>outputRawFormat</c> may have.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["json", "xml", "yaml", "csv", "tsv", "psv", "html", "markdown", "avro", "protobuf", "text", "binary"];

    /// <summary>The format of that name in lower case; null for json, for those that are made with a schema, and for unknown names.</summary>
    public static IFormat? Find(string name) => name switch
    {
        "xml" => Xml,
        "yaml" => Yaml,
        "csv" => Csv,
        "tsv" => Tsv,
        "psv" => Psv,
        "html" => Html,
        "markdown" => Markdown,
        "text" => TextFormat.Instance,
        "binary" => BinaryFormat.Instance,
        _ => null,
    };

    /// <summary>The format that a media type means, for bodies whose format the file does not name; null for JSON, plain text and bytes.</summary>
    public static IFormat? OfMediaType(string? mediaType) => mediaType switch
    {
        "text/html" => Html,
        "application/xml" or "text/xml" => Xml,
        "application/yaml" or "application/x-yaml" or "text/yaml" or "text/x-yaml" => Yaml,
        "text/csv" or "application/csv" => Csv,
        "text/tab-separated-values" => Tsv,
        "text/markdown" or "text/x-markdown" => Markdown,
        "application/avro" or "avro/binary" or "application/vnd.apache.avro" => AvroFile,
        { } type when type.EndsWith("+xml", StringComparison.Ordinal) => Xml,
        { } type when type.EndsWith("+yaml", StringComparison.Ordinal) => Yaml,
        _ => null,
    };
}
