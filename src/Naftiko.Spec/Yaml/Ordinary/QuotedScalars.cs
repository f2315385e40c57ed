using System.Buffers;
using System.Globalization;
using System.Text;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>Scalars in quotes (YAML 1.2 sections 7.3.1 and 7.3.2).</summary>
internal sealed class QuotedScalars(TextCursor cursor)
{
    private static readonly SearchValues<char> SingleStops = SearchValues.Create("'\r\n");
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"\\\r\n");

    private readonly StringBuilder _text = new();

    /// <summary>The length of the text that ends with an escape: no spaces before that are taken away.</summary>
    private int _kept;

    /// <summary>Reads the scalar that the quote at the place opens. False: it is not ordinary.</summary>
    /// <param name="indent">That of the collection around it: further lines stand further in.</param>
    /// <param name="text">The text, valid until the next call.</param>
    public bool TryRead(int indent, out ReadOnlySpan<char> text)
    {
        var quote = cursor.Current;
        cursor.Skip(1);
        if (ReadSimple(quote, out text))
        {
            return true;
        }

        _text.Clear();
        _kept = 0;
        if (!TryReadParts(quote, indent))
        {
            return false;
        }

        text = _text.ToString();
        return true;
    }

    /// <summary>A scalar on one line without escapes, which nearly all are.</summary>
    private bool ReadSimple(char quote, out ReadOnlySpan<char> text)
    {
        var rest = cursor.Rest;
        var end = quote == '"' ? rest.IndexOfAny(DoubleStops) : rest.IndexOfAny(SingleStops);
        if (end < 0 || rest[end] != quote || (quote == '\'' && rest[(end + 1)..].StartsWith('\'')))
        {
            text = default;
            return false;
        }

        text = rest[..end];
        cursor.Skip(end + 1);
        return true;
    }

    private bool TryReadParts(char quote, int indent)
    {
        while (!cursor.IsAtEnd)
        {
            var rest = cursor.Rest;
            var stop = rest.IndexOfAny(quote == '"' ? DoubleStops : SingleStops);
            if (stop < 0)
            {
                return false;
            }

            _text.Append(rest[..stop]);
            cursor.Skip(stop);
            if (cursor.Current == quote && !(quote == '\'' && cursor.Next == '\''))
            {
                cursor.Skip(1);
                return true;
            }

            if (!TryReadPart(indent))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>One of: line breaks, a doubled quote, an escape.</summary>
    private bool TryReadPart(int indent)
    {
        switch (cursor.Current)
        {
            case '\'':
                _text.Append('\'');
                cursor.Skip(2);
                return true;
            case '\\':
                cursor.Skip(1);
                var isRead = cursor.IsAtBreak ? TryContinue(indent, isEscaped: true) : TryReadEscape();
                _kept = _text.Length;
                return isRead;
            default:
                TrimSpaces();
                return TryContinue(indent, isEscaped: false);
        }
    }

    /// <summary>Spaces before a line break do not count, unless they are escaped.</summary>
    private void TrimSpaces()
    {
        while (_text.Length > _kept && _text[^1] == ' ')
        {
            _text.Length--;
        }
    }

    private bool TryContinue(int indent, bool isEscaped)
    {
        var breaks = cursor.SkipBreaks();
        if (isEscaped)
        {
            _text.Append('\n', breaks - 1);
        }
        else
        {
            PlainScalars.Fold(_text, breaks);
        }

        return !cursor.IsAtEnd && cursor.Indent > indent;
    }

    private bool TryReadEscape()
    {
        var code = cursor.Current;
        cursor.Skip(1);
        switch (code)
        {
            case 'x':
                return TryReadCode(2);
            case 'u':
                return TryReadCode(4);
            case 'U':
                return TryReadCode(8);
            default:
                var character = CharacterOf(code);
                _text.Append(character);
                return character is not null;
        }
    }

    /// <summary>A code point; halves of surrogate pairs are not ordinary.</summary>
    private bool TryReadCode(int digits)
    {
        var rest = cursor.Rest;
        if (rest.Length < digits || !TryParseHex(rest[..digits], out var code) || !Rune.IsValid(code))
        {
            return false;
        }

        cursor.Skip(digits);
        _text.Append(new Rune(code).ToString());
        return true;
    }

    private static bool TryParseHex(ReadOnlySpan<char> digits, out uint code) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);

    private static char? CharacterOf(char code) => code switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\e',
        ' ' or '"' or '\\' or '/' => code,
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => null,
    };
}
