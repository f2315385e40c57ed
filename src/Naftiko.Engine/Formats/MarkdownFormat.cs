using System.Text.Json;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>
/// Markdown as <c>{"frontMatter": {}, "tables": [[{…}]], "sections": [{heading, level, content}]}</c> (reference behaviour, section 5.5). A
/// section's content is the text of its blocks up to the next heading, one per line, links and emphasis flattened; tables, which have a member
/// of their own, are not repeated in it. What stands before the first heading belongs to no section.
/// </summary>
/// <param name="wanted">How the headings of the sections begin that are wanted, and of what level they are where it begins with <c>#</c>; null: all
/// sections. Tables are not filtered.</param>
internal sealed class MarkdownFormat(string? wanted) : IFormat
{
    private static readonly MarkdownPipeline Pipeline = MarkdownTables.Use(new MarkdownPipelineBuilder().UseYamlFrontMatter()).Build();

    private readonly int _level = wanted is null ? 0 : wanted.Length - wanted.TrimStart('#').Length;
    private readonly string _prefix = wanted?.TrimStart('#').TrimStart() ?? "";

    public string Name => "Markdown";

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer)
    {
        var document = Parse(BodyText.Decode(body, charset));
        writer.WriteStartObject();
        writer.WritePropertyName("frontMatter");
        WriteFrontMatter(document, writer);
        writer.WriteStartArray("tables");
        foreach (var table in document.OfType<Table>())
        {
            WriteTable(table, writer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("sections");
        WriteSections(document, writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static MarkdownDocument Parse(string text)
    {
        MarkdownGuard.Check(text);
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // The one thing that Markdown can be refused for; the library has its own limit.
            throw new MalformedBodyException("its blocks nest too deeply");
        }
    }

    private static void WriteFrontMatter(MarkdownDocument document, Utf8JsonWriter writer)
    {
        if (document is [YamlFrontMatterBlock block, ..] && block.Lines.ToString() is var matter && !string.IsNullOrWhiteSpace(matter))
        {
            YamlFormat.Write(matter, linesBefore: 1, writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    private static void WriteTable(Table table, Utf8JsonWriter writer)
    {
        var rows = table.OfType<TableRow>().ToList();
        List<string> header = [.. UniqueNames.Of(rows.Where(r => r.IsHeader).Take(1).SelectMany(Cells))];
        writer.WriteStartArray();
        foreach (var row in rows.Where(r => !r.IsHeader))
        {
            var cells = Cells(row).ToList();
            writer.WriteStartObject();
            for (var i = 0; i < header.Count; i++)
            {
                writer.WriteString(header[i], i < cells.Count ? cells[i] : "");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<string> Cells(TableRow row) => row.OfType<TableCell>().Select(MarkdownText.Of);

    private void WriteSections(MarkdownDocument document, Utf8JsonWriter writer)
    {
        HeadingBlock? heading = null;
        var blocks = new List<Block>();
        foreach (var block in document)
        {
            if (block is HeadingBlock next)
            {
                WriteSection(heading, blocks, writer);
                heading = next;
                blocks.Clear();
            }
            else if (block is not Table)
            {
                blocks.Add(block);
            }
        }

        WriteSection(heading, blocks, writer);
    }

    private void WriteSection(HeadingBlock? heading, List<Block> blocks, Utf8JsonWriter writer)
    {
        if (heading is null)
        {
            return;
        }

        var title = MarkdownText.Of(heading);
        if ((_level > 0 && heading.Level != _level) || !title.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("heading", title);
        writer.WriteNumber("level", heading.Level);
        writer.WriteString("content", string.Join('\n', blocks.Select(MarkdownText.Of).Where(t => t.Length > 0)));
        writer.WriteEndObject();
    }
}
