using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>
/// A JSON number by its decimal digits, so that numbers beyond a double or a decimal keep their order: 12345678901234567890
/// is less than 12345678901234567891, and 1e400 is a number like others.
/// </summary>
internal readonly ref struct JsonNumber
{
    private readonly ReadOnlySpan<byte> _digits;
    private readonly int _sign;
    private readonly long _magnitude;

    private JsonNumber(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        var mantissaLength = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = mantissaLength < 0 ? text : text[..mantissaLength];
        var exponent = mantissaLength < 0 ? 0 : ReadExponent(text[(mantissaLength + 1)..]);
        mantissa = isNegative ? mantissa[1..] : mantissa;

        var point = mantissa.IndexOf((byte)'.');
        var wholeLength = point < 0 ? mantissa.Length : point;
        var first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0)
        {
            return;
        }

        _sign = isNegative ? -1 : 1;
        _digits = mantissa[first..];
        // The power of ten of the first digit that is not zero; the point itself takes a place after it.
        _magnitude = exponent + (first < wholeLength ? wholeLength - first : wholeLength - first + 1);
    }

    /// <summary>Orders two elements that are numbers.</summary>
    public static int Compare(JsonElement left, JsonElement right)
    {
        if (left.TryGetInt64(out var leftInteger) && right.TryGetInt64(out var rightInteger))
        {
            return leftInteger.CompareTo(rightInteger);
        }

        return Compare(new JsonNumber(JsonMarshal.GetRawUtf8Value(left)), new JsonNumber(JsonMarshal.GetRawUtf8Value(right)));
    }

    public static JsonElement FromInteger(long value) => JsonElement.Parse(value.ToString(CultureInfo.InvariantCulture));

    private static int Compare(JsonNumber left, JsonNumber right)
    {
        if (left._sign != right._sign || left._sign == 0)
        {
            return left._sign.CompareTo(right._sign);
        }

        var order = left._magnitude != right._magnitude
            ? left._magnitude.CompareTo(right._magnitude)
            : CompareDigits(left._digits, right._digits);
        return left._sign * order;
    }

    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var leftPosition = 0;
        var rightPosition = 0;
        while (leftPosition < left.Length || rightPosition < right.Length)
        {
            var order = NextDigit(left, ref leftPosition).CompareTo(NextDigit(right, ref rightPosition));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static byte NextDigit(ReadOnlySpan<byte> digits, ref int position)
    {
        if (position < digits.Length && digits[position] == '.')
        {
            position++;
        }

        return position < digits.Length ? digits[position++] : (byte)'0';
    }

    // An exponent too long for an integer is as good as the largest one: no text has so many digits.
    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        const long largest = long.MaxValue / 4;
        var isNegative = text[0] == '-';
        var value = 0L;
        foreach (var digit in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
        {
            value = Math.Min((value * 10) + (digit - '0'), largest / 10);
        }

        return isNegative ? -value : value;
    }
}
