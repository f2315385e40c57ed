using System.Buffers;

namespace Naftiko.Engine.Values;

/// <summary>
/// Tells whether bytes are one JSON text (RFC 8259) without looking at what it says, which costs a fraction of reading its tokens (docs/performance.md).
/// Like <see cref="System.Text.Json.Utf8JsonReader"/> it takes the bytes of strings as they are, whether they are UTF-8 or not.
/// </summary>
internal ref struct JsonScan
{
    /// <summary>What ends the plain part of a string: its quote, an escape, or a control character, which may not be there.</summary>
    private static readonly SearchValues<byte> StringStops =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    private readonly ReadOnlySpan<byte> _text;
    private int _at;

    private JsonScan(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>The byte at hand; 0, which is nowhere allowed, at the end.</summary>
    private readonly byte Next => _at < _text.Length ? _text[_at] : (byte)0;

    /// <param name="text">The bytes.</param>
    /// <param name="maxDepth">How deep arrays and objects may stand in each other.</param>
    public static bool IsJson(ReadOnlySpan<byte> text, int maxDepth)
    {
        var scan = new JsonScan(text);
        return scan.SkipValue(maxDepth) && scan._at == text.Length;
    }

    /// <summary>Goes past a value and the white space around it.</summary>
    private bool SkipValue(int depth)
    {
        SkipSpace();
        var isValue = Next switch
        {
            (byte)'"' => SkipString(),
            (byte)'{' => depth > 0 && SkipObject(depth - 1),
            (byte)'[' => depth > 0 && SkipArray(depth - 1),
            (byte)'t' => Skip("true"u8),
            (byte)'f' => Skip("false"u8),
            (byte)'n' => Skip("null"u8),
            _ => SkipNumber(),
        };
        SkipSpace();
        return isValue;
    }

    private bool SkipObject(int depth)
    {
        _at++;
        SkipSpace();
        if (Skip((byte)'}'))
        {
            return true;
        }

        do
        {
            SkipSpace();
            if (!SkipString())
            {
                return false;
            }

            SkipSpace();
            if (!Skip((byte)':') || !SkipValue(depth))
            {
                return false;
            }
        }
        while (Skip((byte)','));
        return Skip((byte)'}');
    }

    private bool SkipArray(int depth)
    {
        _at++;
        SkipSpace();
        if (Skip((byte)']'))
        {
            return true;
        }

        do
        {
            if (!SkipValue(depth))
            {
                return false;
            }
        }
        while (Skip((byte)','));
        return Skip((byte)']');
    }

    private bool SkipString()
    {
        if (!Skip((byte)'"'))
        {
            return false;
        }

        while (true)
        {
            var plain = _text[_at..].IndexOfAny(StringStops);
            if (plain < 0)
            {
                return false;
            }

            _at += plain;
            if (Skip((byte)'"'))
            {
                return true;
            }

            if (!SkipEscape())
            {
                return false;
            }
        }
    }

    private bool SkipEscape()
    {
        if (!Skip((byte)'\\'))
        {
            return false; // a control character
        }

        if (Skip((byte)'u'))
        {
            var digits = _text[_at..];
            _at += 4;
            return digits.Length >= 4 && char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1])
                && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
        }

        var isEscape = Next is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t';
        _at++;
        return isEscape;
    }

    private bool SkipNumber()
    {
        Skip((byte)'-');
        if (!Skip((byte)'0') && !SkipDigits())
        {
            return false;
        }

        if (Skip((byte)'.') && !SkipDigits())
        {
            return false;
        }

        if (Next is not ((byte)'e' or (byte)'E'))
        {
            return true;
        }

        _at++;
        if (!Skip((byte)'+'))
        {
            Skip((byte)'-');
        }

        return SkipDigits();
    }

    private bool SkipDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit((char)Next))
        {
            _at++;
        }

        return _at > start;
    }

    private void SkipSpace()
    {
        while (Next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }

    private bool Skip(ReadOnlySpan<byte> literal)
    {
        var isThere = _text[_at..].StartsWith(literal);
        _at += isThere ? literal.Length : 0;
        return isThere;
    }

    private bool Skip(byte expected)
    {
        var isThere = Next == expected;
        _at += isThere ? 1 : 0;
        return isThere;
    }
}
