using System.Globalization;
using System.Text;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>Reads names, strings and numbers (RFC 9535 sections 2.3.1.1, 2.3.3.1, 2.3.5.1 and 2.5.1.1).</summary>
internal static class LiteralReader
{
    // The exact integers of I-JSON (RFC 7493 section 2.2).
    private const long MaxInteger = (1L << 53) - 1;

    public static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character == '_' || character >= 0x80;

    /// <summary>Reads a name in dot form; the caller has seen that one starts here.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="allowsSpaces">Whether a lenient name may have spaces inside: nothing but a segment may follow it.</param>
    public static string ReadName(PathCursor cursor, bool allowsSpaces)
    {
        var start = cursor.Position;
        while (IsNamePart(cursor, allowsSpaces))
        {
            TakeScalar(cursor);
        }

        return cursor.From(start).ToString();
    }

    /// <summary>Whether a character is part of a name in real files though RFC 9535 wants brackets for it: <c>$.a-b</c>.</summary>
    public static bool IsLenientNamePart(char character) =>
        IsNameStart(character) || char.IsAsciiDigit(character) || character is '-' or '@' or '$' or '#' or ':' or '/' or '%' or '+' or '~';

    public static string ReadString(PathCursor cursor)
    {
        var quote = cursor.Current;
        cursor.Position++;
        var text = new StringBuilder();
        while (!cursor.TryTake(quote))
        {
            if (cursor.IsAtEnd)
            {
                throw cursor.Error($"the string is not closed with {quote}");
            }

            if (cursor.Current == '\\')
            {
                ReadEscape(cursor, quote, text);
                continue;
            }

            if (cursor.Current < ' ')
            {
                throw cursor.Error("a control character in a string must be escaped");
            }

            var start = cursor.Position;
            TakeScalar(cursor);
            text.Append(cursor.From(start));
        }

        return text.ToString();
    }

    public static long ReadInteger(PathCursor cursor)
    {
        var start = cursor.Position;
        ReadWholeNumber(cursor);
        var digits = cursor.From(start);
        if (digits is "-0")
        {
            throw new JsonPathSyntaxException("-0 is not an index", start);
        }

        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > MaxInteger)
        {
            throw new JsonPathSyntaxException("an index must be within ±(2^53 - 1)", start);
        }

        return value;
    }

    /// <summary>Reads a number in its JSON spelling.</summary>
    public static string ReadNumber(PathCursor cursor)
    {
        var start = cursor.Position;
        ReadWholeNumber(cursor);
        if (cursor.TryTake('.'))
        {
            ReadDigits(cursor);
        }

        if (cursor.Current is 'e' or 'E')
        {
            cursor.Position++;
            _ = cursor.TryTake('+') || cursor.TryTake('-');
            ReadDigits(cursor);
        }

        return cursor.From(start).ToString();
    }

    private static bool IsNamePart(PathCursor cursor, bool allowsSpaces)
    {
        if (IsNameStart(cursor.Current) || char.IsAsciiDigit(cursor.Current))
        {
            return true;
        }

        if (cursor.IsStrict)
        {
            return false;
        }

        return IsLenientNamePart(cursor.Current) || (allowsSpaces && IsInnerSpace(cursor));
    }

    // Spaces before a segment are RFC 9535 whitespace; only spaces before more of the name belong to it.
    private static bool IsInnerSpace(PathCursor cursor)
    {
        var distance = 0;
        while (cursor.Peek(distance) == ' ')
        {
            distance++;
        }

        return distance > 0 && IsLenientNamePart(cursor.Peek(distance));
    }

    private static void TakeScalar(PathCursor cursor)
    {
        if (!char.IsSurrogate(cursor.Current))
        {
            cursor.Position++;
            return;
        }

        if (!char.IsSurrogatePair(cursor.Current, cursor.Peek(1)))
        {
            throw cursor.Error("a lone surrogate is not a character");
        }

        cursor.Position += 2;
    }

    private static void ReadEscape(PathCursor cursor, char quote, StringBuilder text)
    {
        cursor.Position++;
        var escaped = cursor.Current;
        if (escaped == 'u')
        {
            cursor.Position++;
            ReadUnicodeEscape(cursor, text);
            return;
        }

        text.Append(escaped switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => escaped,
            _ when escaped == quote => quote,
            _ => throw cursor.Unexpected("one of b f n r t u / \\ or the quote after \\"),
        });
        cursor.Position++;
    }

    private static void ReadUnicodeEscape(PathCursor cursor, StringBuilder text)
    {
        var start = cursor.Position;
        var high = ReadHex(cursor);
        if (!char.IsSurrogate(high))
        {
            text.Append(high);
            return;
        }

        if (char.IsHighSurrogate(high) && cursor.TryTake("\\u") && ReadHex(cursor) is var low && char.IsLowSurrogate(low))
        {
            text.Append(high).Append(low);
            return;
        }

        throw new JsonPathSyntaxException("a high surrogate must be followed by a low one, and a low one stands only there", start);
    }

    private static char ReadHex(PathCursor cursor)
    {
        var start = cursor.Position;
        for (var count = 0; count < 4; count++)
        {
            if (!char.IsAsciiHexDigit(cursor.Current))
            {
                throw cursor.Unexpected("one of four hexadecimal digits");
            }

            cursor.Position++;
        }

        return (char)ushort.Parse(cursor.From(start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static void ReadWholeNumber(PathCursor cursor)
    {
        cursor.TryTake('-');
        if (cursor.Current == '0' && char.IsAsciiDigit(cursor.Peek(1)))
        {
            throw cursor.Error("a number has no leading zero");
        }

        ReadDigits(cursor);
    }

    private static void ReadDigits(PathCursor cursor)
    {
        if (!char.IsAsciiDigit(cursor.Current))
        {
            throw cursor.Unexpected("a digit");
        }

        while (char.IsAsciiDigit(cursor.Current))
        {
            cursor.Position++;
        }
    }
}
