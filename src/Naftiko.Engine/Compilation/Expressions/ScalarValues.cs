using System.Globalization;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Values;
using Naftiko.Spec.Yaml;

namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>YAML scalars as JSON values: numbers keep their text where JSON can spell it so.</summary>
internal static class ScalarValues
{
    public static Value Read(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Null => Value.Null,
        ScalarKind.Boolean => Value.FromBoolean(scalar.Text is "true" or "True" or "TRUE"),
        ScalarKind.Integer or ScalarKind.Float => Number(scalar.Text),
        _ => Value.FromText(scalar.Text),
    };

    /// <summary>YAML spells more numbers than JSON (<c>+1</c>, <c>0x1F</c>, <c>.5</c>); infinities and NaN stay text.</summary>
    private static Value Number(string text)
    {
        if (InputCheck.IsNumber(text, isInteger: false))
        {
            return Value.FromNumber(text);
        }

        if (text.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex))
        {
            return Value.FromNumber(hex.ToString(CultureInfo.InvariantCulture));
        }

        if (text.StartsWith("0o", StringComparison.Ordinal) && TryOctal(text.AsSpan(2), out var octal))
        {
            return Value.FromNumber(octal.ToString(CultureInfo.InvariantCulture));
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.FromNumber(number.ToString(CultureInfo.InvariantCulture))
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
                ? Value.FromNumber(real.ToString("R", CultureInfo.InvariantCulture))
                : Value.FromText(text);
    }

    private static bool TryOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7' || value > long.MaxValue / 8)
            {
                return false;
            }

            value = (value * 8) + (digit - '0');
        }

        return digits.Length > 0;
    }
}
