using System.Buffers;
using System.Text.Encodings.Web;
using Naftiko.Engine.Consumes.Bodies;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>What a value goes through when it is put into a text at some position (semantics, section 3).</summary>
public abstract class TextEscape
{
    /// <summary>As it is.</summary>
    public static readonly TextEscape None = new Plain();

    /// <summary>Within the quotes of a JSON string.</summary>
    public static readonly TextEscape JsonText = new JsonString();

    /// <summary>Within XML character data or an attribute.</summary>
    public static readonly TextEscape Xml = new XmlText();

    /// <summary>Within a CDATA section of XML.</summary>
    public static readonly TextEscape XmlSection = new XmlCData();

    /// <summary>Within the angle brackets of an IRI.</summary>
    public static readonly TextEscape Iri = new IriText();

    /// <summary>Within the quotes of a SPARQL string literal (SPARQL 1.1, section 19.7).</summary>
    public static readonly TextEscape Sparql = new SparqlText();

    /// <summary>Within a form that is written as a text.</summary>
    public static readonly TextEscape Form = new FormText();

    /// <summary>The characters that an IRI cannot hold in angle brackets (SPARQL 1.1, IRIREF); the closing one ends it.</summary>
    internal static SearchValues<char> NoIri { get; } =
        SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c), .. "<>\"{}|^`\\"]);

    public abstract string Apply(Value value);

    private sealed class Plain : TextEscape
    {
        public override string Apply(Value value) => value.AsText();
    }

    private sealed class JsonString : TextEscape
    {
        public override string Apply(Value value) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value.AsText());
    }

    private sealed class XmlText : TextEscape
    {
        public override string Apply(Value value) => System.Security.SecurityElement.Escape(value.AsText()) ?? "";
    }

    private sealed class XmlCData : TextEscape
    {
        // Nothing escapes in a section but its end, of which any ">" may be the last character.
        public override string Apply(Value value) => value.AsText().Replace(">", "]]><![CDATA[>", StringComparison.Ordinal);
    }

    private sealed class IriText : TextEscape
    {
        public override string Apply(Value value) =>
            string.Concat(value.AsText().Select(c => NoIri.Contains(c) ? $"%{(int)c:X2}" : c.ToString()));
    }

    private sealed class FormText : TextEscape
    {
        public override string Apply(Value value) => FormBody.Encode(value.AsText());
    }

    private sealed class SparqlText : TextEscape
    {
        public override string Apply(Value value) => value.AsText()
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);
    }
}
