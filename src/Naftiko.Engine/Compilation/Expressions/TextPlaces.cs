using System.Text;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Document.Consumes;
using Naftiko.Spec.Expressions;

namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>Finds how the values of a text must be escaped where they stand: in which quotes, brackets or sections of its language.</summary>
internal static class TextPlaces
{
    private delegate TextEscape Scan(ReadOnlySpan<char> before);

    /// <summary>The escape for each place of a template, by how many places and sections stand before it.</summary>
    /// <param name="template">The text.</param>
    /// <param name="mediaType">Its language.</param>
    public static Func<int, TextEscape> Of(Template template, string mediaType)
    {
        var language = mediaType.Split(';')[0].TrimEnd();
        Scan? scan = language.EndsWith("xml", StringComparison.Ordinal) ? InXml : language.Contains("sparql", StringComparison.Ordinal) ? InSparql : null;
        if (scan is null)
        {
            var escape = BodyTypes.IsForm(language) ? TextEscape.Form : TextEscape.None;
            return _ => escape;
        }

        var escapes = new List<TextEscape>();
        var before = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part is TextPart text)
            {
                before.Append(text.Text);
                continue;
            }

            // A value never ends what it stands in: some letter takes its place for what follows.
            escapes.Add(scan(before.ToString()));
            before.Append('x');
        }

        return index => escapes[index];
    }

    private static TextEscape InXml(ReadOnlySpan<char> before) =>
        before.LastIndexOf("<![CDATA[") is >= 0 and var start && !before[start..].Contains("]]>", StringComparison.Ordinal) ? TextEscape.XmlSection : TextEscape.Xml;

    /// <summary>Strings, IRIs and comments (SPARQL 1.1, section 19.8); "less than" begins no IRI where a blank or the end of the line follows.</summary>
    private static TextEscape InSparql(ReadOnlySpan<char> before)
    {
        while (!before.IsEmpty)
        {
            var (length, open) = before switch
            {
                ['"', '"', '"', ..] => (ToClose(before, 3, "\"\"\""), TextEscape.Sparql),
                ['\'', '\'', '\'', ..] => (ToClose(before, 3, "'''"), TextEscape.Sparql),
                ['"', ..] => (ToClose(before, 1, "\""), TextEscape.Sparql),
                ['\'', ..] => (ToClose(before, 1, "'"), TextEscape.Sparql),
                ['<', ..] => (ToEndOfIri(before), TextEscape.Iri),
                ['#', ..] => (before.IndexOf('\n') is >= 0 and var end ? end : -1, TextEscape.Iri),
                _ => (1, TextEscape.None),
            };
            if (length < 0)
            {
                return open;
            }

            before = before[length..];
        }

        return TextEscape.None;
    }

    /// <summary>Behind the closing quotes, or −1 when there are none.</summary>
    private static int ToClose(ReadOnlySpan<char> text, int start, string quotes)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i..].StartsWith(quotes))
            {
                return i + quotes.Length;
            }
        }

        return -1;
    }

    private static int ToEndOfIri(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOfAny(TextEscape.NoIri);
        return end < 0 ? -1 : text[1 + end] == '>' ? end + 2 : 1;
    }
}
