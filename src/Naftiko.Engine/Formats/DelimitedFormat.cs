using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Formats;

/// <summary>
/// Rows of delimited fields as an array of objects: the first row names the columns, every value is a string, a short row lacks its last
/// members.
/// </summary>
internal sealed class DelimitedFormat(string name, char separator) : IFormat
{
    public string Name => name;

    public bool IsText => true;

    public AnswerKind WholeKind => AnswerKind.Json;

    public void Convert(ReadOnlyMemory<byte> body, string? charset, Utf8JsonWriter writer)
    {
        var reader = new DelimitedReader(BodyText.Decode(body, charset), separator);
        var row = new List<string>();
        var columns = reader.Read(row) ? Columns(row) : [];
        writer.WriteStartArray();
        while (reader.Read(row))
        {
            Write(row, columns, reader.Row, writer);
        }

        writer.WriteEndArray();
    }

    private static void Write(List<string> row, List<JsonEncodedText> columns, int number, Utf8JsonWriter writer)
    {
        // A separator behind the last column is a habit of some writers, not a column.
        var count = row.Count == columns.Count + 1 && row[^1].Length == 0 ? columns.Count : row.Count;
        if (count > columns.Count)
        {
            throw new MalformedBodyException($"row {number} has {count} columns, the header has {columns.Count}");
        }

        writer.WriteStartObject();
        for (var i = 0; i < count; i++)
        {
            writer.WriteString(columns[i], row[i]);
        }

        writer.WriteEndObject();
    }

    private static List<JsonEncodedText> Columns(List<string> header)
    {
        if (header.Count > 1 && header[^1].Length == 0)
        {
            header.RemoveAt(header.Count - 1);
        }

        return [.. UniqueNames.Of(header).Select(n => JsonEncodedText.Encode(n, JsonBuilder.WriterOptions.Encoder))];
    }
}
