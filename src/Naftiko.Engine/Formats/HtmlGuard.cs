using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Naftiko.Engine.Formats;

/// <summary>
/// Watches the tags of an HTML page while it is parsed. The parsing rules search the stack of open elements at nearly every tag, so that a page
/// that opens elements and closes none takes a time that grows with the square of its size; the parser's own limit bounds the tree, not the stack.
/// </summary>
internal sealed class HtmlGuard
{
    private const int MaxTags = 1_000_000;

    // Bytes bound the text, not the tree: an unclosed element may be opened again in every paragraph.
    private const int MaxElements = 2_000_000;

    /// <summary>Elements that have no end tag, or need none: the next one of their kind closes them.</summary>
    private static readonly FrozenSet<string> Unclosed =
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "html", "head", "body", "p", "li", "dd", "dt", "option", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "caption",
    ];

    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _depth;
    private int _tags;
    private int _elements;

    private bool IsForeign => _open.GetValueOrDefault("svg") > 0 || _open.GetValueOrDefault("math") > 0;

    /// <summary>Counts a token.</summary>
    /// <exception cref="MalformedBodyException">There are too many, or too many elements are open.</exception>
    public void See(HtmlToken token)
    {
        if (token.Type is not (HtmlTokenType.StartTag or HtmlTokenType.EndTag))
        {
            return;
        }

        if (++_tags > MaxTags)
        {
            throw new MalformedBodyException($"it has more than {MaxTags} tags");
        }

        // Within SVG and MathML only "/>" and end tags close elements.
        var isForeign = IsForeign || token.Name is "svg" or "math";
        if (isForeign ? token is HtmlTagToken { IsSelfClosing: true } : Unclosed.Contains(token.Name))
        {
            return;
        }

        var open = _open.GetValueOrDefault(token.Name);
        var step = token.Type == HtmlTokenType.StartTag ? 1 : open > 0 ? -1 : 0;
        _open[token.Name] = open + step;
        _depth += step;
        if (_depth > Conversion.MaxDepth)
        {
            throw MalformedBodyException.TooDeep;
        }
    }

    /// <summary>Counts an element that the parser has made.</summary>
    /// <exception cref="MalformedBodyException">There are too many.</exception>
    public void SeeElement()
    {
        if (++_elements > MaxElements)
        {
            throw new MalformedBodyException($"it makes more than {MaxElements} elements");
        }
    }
}
