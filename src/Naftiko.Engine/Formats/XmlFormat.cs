using System.Text;
using System.Text.Json;
using System.Xml;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>
/// XML as JSON (reference behaviour, section 5.5): the root element is dropped, attributes and child elements become members without their
/// prefixes, every scalar is a string. Nothing that the document refers to is ever opened, and no entity of its own is expanded.
/// </summary>
internal sealed class XmlFormat : IFormat
{
    private const int DeclarationBytes = 256;

    // The reader compares each declaration of an element with those before it.
    private const int MaxNamespaces = 1_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        // A document type is common and harmless while it is skipped; references to its entities are malformed.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public string Name => "XML";

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer)
    {
        var document = Decode(body, charset);
        CheckNamespaces(document);
        using var text = new StringReader(document);
        using var reader = XmlReader.Create(text, Settings);
        try
        {
            XmlTree.Read(reader).Write(writer);
        }
        catch (XmlException fault)
        {
            throw new MalformedBodyException($"it is not well-formed (line {fault.LineNumber}, column {fault.LinePosition})");
        }
    }

    /// <summary>Between two "&lt;" there is at most one tag.</summary>
    private static void CheckNamespaces(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('<') is >= 0 and var start)
        {
            text = text[(start + 1)..];
            var end = text.IndexOf('<');
            if ((end < 0 ? text : text[..end]).Count("xmlns:") > MaxNamespaces)
            {
                throw new MalformedBodyException($"an element declares more than {MaxNamespaces} namespaces");
            }
        }
    }

    /// <summary>Byte order mark, then charset parameter, then declaration (RFC 7303 section 3); without any it is UTF-8.</summary>
    private static string Decode(ReadOnlyMemory<byte> body, string? charset) =>
        BodyText.Decode(body, charset is not null && BodyText.FindEncoding(charset) is not null ? charset : Declared(body.Span));

    /// <summary>The encoding that the XML declaration names. It is readable before its encoding is known: ASCII, but for UTF-16's NULs.</summary>
    private static string? Declared(ReadOnlySpan<byte> body)
    {
        switch (body)
        {
            case [0, (byte)'<', ..]:
                return "utf-16BE";
            case [(byte)'<', 0, ..]:
                return "utf-16";
            case not [(byte)'<', (byte)'?', ..]:
                return null;
        }

        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, DeclarationBytes)]);
        var end = start.IndexOf("?>", StringComparison.Ordinal);
        var name = start.IndexOf("encoding", StringComparison.Ordinal);
        if (name < 0 || end < name)
        {
            return null;
        }

        var parts = start[name..end].Split('"', '\'');
        return parts.Length > 1 ? parts[1] : null;
    }
}
