using System.Buffers;
using System.Text;
using System.Text.Json;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>The tables of an HTML page (reference behaviour, section 5.5), as <c>{"tables": [[{header: cell}]]}</c>.</summary>
/// <param name="selector">Which tables: those it matches and those inside what it matches; null: all.</param>
internal sealed class HtmlFormat(ISelector? selector) : IFormat
{
    private static readonly SearchValues<char> CharsetEnds = SearchValues.Create("\"' />;");

    public string Name => "HTML";

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Json;

    /// <summary>The format with a CSS selector; null when it is none.</summary>
    public static HtmlFormat? Create(string selector) => new CssSelectorParser().ParseSelector(selector) is { } parsed ? new HtmlFormat(parsed) : null;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer)
    {
        using var document = Parse(BodyText.Decode(body, charset ?? Declared(body.Span)));
        writer.WriteStartObject();
        writer.WriteStartArray("tables");
        var chosen = 0;
        foreach (var element in Elements(document))
        {
            // Within a match everything is chosen: the mark is the number of elements of its subtree still to come.
            if (selector is not null && chosen == 0 && selector.Match(element, null))
            {
                chosen = 1 + Count(element);
            }

            if (element.LocalName == "table" && (selector is null || chosen > 0))
            {
                HtmlTable.Write(element, writer);
            }

            chosen = Math.Max(0, chosen - 1);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The elements below a node in the order of the page. No recursion, and no <c>NextSibling</c>, which searches the parent's children.</summary>
    internal static IEnumerable<IElement> Elements(INode root)
    {
        var open = new Stack<(INodeList Nodes, int Next)>();
        open.Push((root.ChildNodes, 0));
        while (open.TryPop(out var level))
        {
            if (level.Next == level.Nodes.Length)
            {
                continue;
            }

            open.Push(level with { Next = level.Next + 1 });
            var node = level.Nodes[level.Next];
            open.Push((node.ChildNodes, 0));
            if (node is IElement element)
            {
                yield return element;
            }
        }
    }

    private static int Count(IElement element) => Elements(element).Count();

    /// <summary>The encoding that a <c>meta</c> element within the first 1024 bytes names (HTML, section 13.2.3.2, simplified).</summary>
    private static string? Declared(ReadOnlySpan<byte> body)
    {
        const string Attribute = "charset=";
        var start = Encoding.Latin1.GetString(body[..Math.Min(body.Length, 1024)]);
        var at = start.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = start.AsSpan(at + Attribute.Length).TrimStart("\"' ");
        var end = value.IndexOfAny(CharsetEnds);
        return end > 0 ? value[..end].ToString() : null;
    }

    private static IDocument Parse(string text)
    {
        var guard = new HtmlGuard();
        var options = new HtmlParserOptions
        {
            MaximumDepth = 2 * Conversion.MaxDepth,
            DisableElementPositionTracking = true,
            SkipComments = true,
            OnToken = (token, _) => guard.See(token),
            OnCreated = (_, _) => guard.SeeElement(),
        };
        return new HtmlParser(options).ParseDocument(text);
    }
}
