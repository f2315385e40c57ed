using System.Text;
using System.Text.Json;
using AngleSharp.Dom;

namespace Naftiko.Engine.Formats;

/// <summary>
/// One HTML table as an array of objects. Its header is the first row of <c>thead</c> that has <c>th</c> cells, else the first row that has; a
/// table without is none of data. Other rows of <c>thead</c> and rows with a <c>th</c> are skipped, missing cells are "", cells beyond the header are dropped. The rows of
/// tables inside it count as its own too.
/// </summary>
internal static class HtmlTable
{
    public static void Write(IElement table, Utf8JsonWriter writer)
    {
        var rows = HtmlFormat.Elements(table).Where(e => e.LocalName == "tr").ToList();
        if (Header(rows) is not { } header)
        {
            return;
        }

        writer.WriteStartArray();
        foreach (var row in rows)
        {
            if (IsInHead(row) || row.Children.Any(IsHeaderCell))
            {
                continue;
            }

            var cells = row.Children.Where(c => c.LocalName == "td").ToList();
            if (cells.Count == 0)
            {
                continue;
            }

            writer.WriteStartObject();
            for (var i = 0; i < header.Count; i++)
            {
                writer.WriteString(header[i], i < cells.Count ? Text(cells[i]) : "");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static List<string>? Header(List<IElement> rows)
    {
        var row = rows.Find(r => IsInHead(r) && r.Children.Any(IsHeaderCell)) ?? rows.Find(r => r.Children.Any(IsHeaderCell));
        return row is null ? null : [.. UniqueNames.Of(row.Children.Where(IsHeaderCell).Select(Text))];
    }

    private static bool IsInHead(IElement row) => row.ParentElement?.LocalName == "thead";

    private static bool IsHeaderCell(IElement element) => element.LocalName == "th";

    /// <summary>What a reader sees: runs of white space are one space, a line break too.</summary>
    private static string Text(IElement cell)
    {
        var text = new StringBuilder();
        var isBlank = false;
        foreach (var c in cell.TextContent)
        {
            if (char.IsWhiteSpace(c))
            {
                isBlank = text.Length > 0;
                continue;
            }

            if (isBlank)
            {
                text.Append(' ');
                isBlank = false;
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
