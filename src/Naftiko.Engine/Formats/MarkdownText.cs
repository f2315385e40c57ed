using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Naftiko.Engine.Formats;

/// <summary>The plain text of Markdown blocks.</summary>
internal static class MarkdownText
{
    /// <summary>The text of a block; of one that holds others, theirs, one per line.</summary>
    public static string Of(Block block)
    {
        var text = new StringBuilder();
        Append(block, text);
        return text.ToString();
    }

    private static void Append(Block block, StringBuilder text)
    {
        switch (block)
        {
            case LinkReferenceDefinitionGroup:
                break; // Definitions are shown nowhere.
            case ContainerBlock container:
                foreach (var child in container)
                {
                    Append(child, text);
                }

                break;
            case LeafBlock { Inline: { } inline }:
                StartLine(text);
                Append(inline, text);
                break;
            case LeafBlock leaf when leaf.Lines.Count > 0:
                StartLine(text);
                text.Append(leaf.Lines.ToString());
                break;
        }
    }

    private static void StartLine(StringBuilder text)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }
    }

    private static void Append(ContainerInline container, StringBuilder text)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case ContainerInline inner:
                    Append(inner, text);
                    break;
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
            }
        }
    }
}
