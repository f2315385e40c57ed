using System.Buffers;
using System.Text;

namespace Naftiko.Engine.Formats;

/// <summary>
/// The rows of delimited text (RFC 4180): quoted fields may hold separators, line breaks and doubled quotes. CR, LF and CRLF end rows; an empty
/// line is no row. A quote within an unquoted field is a character like any other.
/// </summary>
internal sealed class DelimitedReader(string text, char separator)
{
    private readonly SearchValues<char> _ends = SearchValues.Create([separator, '\r', '\n']);
    private int _at;

    /// <summary>The number of the row read last; the header is row 1.</summary>
    public int Row { get; private set; }

    /// <summary>Reads the next row into <paramref name="fields"/>; false at the end.</summary>
    /// <exception cref="MalformedBodyException">A quoted field does not end, or something follows it.</exception>
    public bool Read(List<string> fields)
    {
        fields.Clear();
        while (_at < text.Length && text[_at] is '\r' or '\n')
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return false;
        }

        Row++;
        do
        {
            fields.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
        }
        while (SkipSeparator());
        return true;
    }

    private bool SkipSeparator()
    {
        if (_at == text.Length || text[_at] != separator)
        {
            return false;
        }

        _at++;
        return true;
    }

    private string Plain()
    {
        var length = text.AsSpan(_at).IndexOfAny(_ends);
        var field = length < 0 ? text[_at..] : text.Substring(_at, length);
        _at += field.Length;
        return field;
    }

    private string Quoted()
    {
        StringBuilder? before = null;
        var start = _at + 1;
        while (true)
        {
            var length = start > text.Length ? -1 : text.AsSpan(start).IndexOf('"');
            if (length < 0)
            {
                throw new MalformedBodyException($"a quoted field of row {Row} does not end");
            }

            var end = start + length;
            if (end + 1 < text.Length && text[end + 1] == '"')
            {
                // Two quotes stand for one: the first is taken as text, the second skipped.
                (before ??= new StringBuilder()).Append(text, start, length + 1);
                start = end + 2;
                continue;
            }

            _at = end + 1;
            if (_at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n'))
            {
                throw new MalformedBodyException($"row {Row} goes on behind the closing quote of a field");
            }

            return before is null ? text.Substring(start, length) : before.Append(text, start, length).ToString();
        }
    }
}
