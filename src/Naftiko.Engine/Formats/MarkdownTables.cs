using System.Buffers;
using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Naftiko.Engine.Formats;

/// <summary>
/// Makes tables of paragraphs in which a line of dashes follows one of names (GitHub Flavored Markdown, section 4.10). The library's own tables
/// keep one level for every bar, and end at its limit of nesting: a table of some thousand cells.
/// </summary>
internal static class MarkdownTables
{
    private static readonly SearchValues<char> OfRules = SearchValues.Create("|-: \t\r");

    public static MarkdownPipelineBuilder Use(MarkdownPipelineBuilder builder)
    {
        var paragraphs = builder.BlockParsers.FindExact<ParagraphBlockParser>() ?? throw new InvalidOperationException("There is no Markdown without paragraphs.");
        paragraphs.Closed += (_, block) => Replace(block as ParagraphBlock);
        return builder;
    }

    private static void Replace(ParagraphBlock? paragraph)
    {
        // Only the last block can have been closed: it is the one that the text goes on behind.
        if (paragraph?.Parent is not { } parent || parent.LastChild != paragraph || FindRule(paragraph) is not (> 0 and var rule))
        {
            return;
        }

        var table = new Table { IsOpen = false };
        for (var i = rule - 1; i < paragraph.Lines.Count; i++)
        {
            if (i != rule)
            {
                table.Add(Row(Cells(Line(paragraph, i)), isHeader: i < rule));
            }
        }

        if (rule == 1)
        {
            parent.RemoveAt(parent.Count - 1);
        }
        else
        {
            paragraph.Lines = Beginning(paragraph, rule - 1);
        }

        parent.Add(table);
    }

    private static StringLineGroup Beginning(ParagraphBlock paragraph, int count)
    {
        var lines = new StringLineGroup(count);
        for (var i = 0; i < count; i++)
        {
            lines.Add(paragraph.Lines.Lines[i]);
        }

        return lines;
    }

    /// <summary>The line of dashes; −1 when there is none.</summary>
    private static int FindRule(ParagraphBlock paragraph)
    {
        for (var i = 1; i < paragraph.Lines.Count; i++)
        {
            if (IsRule(paragraph.Lines.Lines[i].Slice.AsSpan(), paragraph.Lines.Lines[i - 1].Slice.AsSpan()))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a line has dashes for each of the cells of the line before it.</summary>
    public static bool IsRule(ReadOnlySpan<char> line, ReadOnlySpan<char> before)
    {
        if (line.ContainsAnyExcept(OfRules))
        {
            return false;
        }

        var cells = Cells(line.Trim().ToString());
        return cells.TrueForAll(IsDashes) && cells.Count == Cells(before.Trim().ToString()).Count;
    }

    private static bool IsDashes(string cell)
    {
        var dashes = cell.AsSpan(cell.StartsWith(':') ? 1 : 0);
        dashes = dashes.EndsWith(":") ? dashes[..^1] : dashes;
        return !dashes.IsEmpty && !dashes.ContainsAnyExcept('-');
    }

    private static TableRow Row(List<string> cells, bool isHeader)
    {
        var row = new TableRow { IsHeader = isHeader, IsOpen = false };
        foreach (var text in cells)
        {
            row.Add(new TableCell { IsOpen = false });
            ((TableCell)row[^1]).Add(new ParagraphBlock { IsOpen = false, Lines = new StringLineGroup(text) });
        }

        return row;
    }

    private static string Line(ParagraphBlock paragraph, int index) => paragraph.Lines.Lines[index].Slice.ToString().Trim();

    /// <summary>The cells of a row: what stands between bars, except those behind a backslash.</summary>
    private static List<string> Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isClosed = false;
        for (var i = row.StartsWith('|') ? 1 : 0; i < row.Length; i++)
        {
            isClosed = row[i] == '|';
            if (isClosed)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                continue;
            }

            if (row[i] == '\\' && i + 1 < row.Length)
            {
                // Of a bar the backslash goes, of all else it stays for whoever reads the cell.
                cell.Append(row[i + 1] == '|' ? "" : row[i]);
                i++;
            }

            cell.Append(row[i]);
        }

        if (!isClosed)
        {
            cells.Add(cell.ToString().Trim());
        }

        return cells;
    }
}
