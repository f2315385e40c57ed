using System.Buffers;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>The types of plain scalars by the YAML 1.2 core schema (section 10.3.2).</summary>
internal static class CoreSchema
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> OctalDigits = SearchValues.Create("01234567");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static ScalarKind KindOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return ScalarKind.Null;
        }

        return text[0] switch
        {
            '~' or 'n' or 'N' when IsNull(text) => ScalarKind.Null,
            't' or 'T' or 'f' or 'F' when IsBoolean(text) => ScalarKind.Boolean,
            '+' or '-' or '.' or (>= '0' and <= '9') => KindOfNumber(text),
            _ => ScalarKind.Text,
        };
    }

    /// <summary>Whether YAML 1.1 read the text as a boolean and the core schema reads it as text.</summary>
    public static bool IsFormerBoolean(string text) => text.Length <= 3 && text is
        "y" or "Y" or "n" or "N" or "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "on" or "On" or "ON" or "off" or "Off" or "OFF";

    private static bool IsNull(ReadOnlySpan<char> text) => text is "~" or "null" or "Null" or "NULL";

    private static bool IsBoolean(ReadOnlySpan<char> text) => text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    private static ScalarKind KindOfNumber(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0o"))
        {
            return AreAll(text[2..], OctalDigits) ? ScalarKind.Integer : ScalarKind.Text;
        }

        if (text.StartsWith("0x"))
        {
            return AreAll(text[2..], HexDigits) ? ScalarKind.Integer : ScalarKind.Text;
        }

        var unsigned = text[0] is '+' or '-' ? text[1..] : text;
        if (AreAll(unsigned, Digits))
        {
            return ScalarKind.Integer;
        }

        return IsFloat(unsigned) || text is ".nan" or ".NaN" or ".NAN" ? ScalarKind.Float : ScalarKind.Text;
    }

    private static bool IsFloat(ReadOnlySpan<char> unsigned)
    {
        if (unsigned is ".inf" or ".Inf" or ".INF")
        {
            return true;
        }

        var exponent = unsigned.IndexOfAny('e', 'E');
        if (exponent >= 0)
        {
            var digits = unsigned[(exponent + 1)..];
            if (!AreAll(digits is ['+' or '-', ..] ? digits[1..] : digits, Digits))
            {
                return false;
            }

            unsigned = unsigned[..exponent];
        }

        var point = unsigned.IndexOf('.');
        if (point < 0)
        {
            return AreAll(unsigned, Digits);
        }

        var whole = unsigned[..point];
        var fraction = unsigned[(point + 1)..];
        return whole.IsEmpty ? AreAll(fraction, Digits) : AreAll(whole, Digits) && (fraction.IsEmpty || AreAll(fraction, Digits));
    }

    private static bool AreAll(ReadOnlySpan<char> text, SearchValues<char> allowed) => !text.IsEmpty && !text.ContainsAnyExcept(allowed);
}
