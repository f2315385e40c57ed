using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>
/// The lenient functions. <c>length()</c> gives the number of items or members of each match that has any kind of them. The
/// others give one number over all matches: a match counts itself if it is a number, its items that are numbers if it is an
/// array; without a number there is no result.
/// </summary>
internal static class Aggregation
{
    // So many characters without an exponent are held by a decimal exactly.
    private const int ExactLength = 28;

    public static void Apply(Aggregate aggregate, List<JsonElement> matches, List<JsonElement> results)
    {
        if (aggregate == Aggregate.Length)
        {
            AddLengths(matches, results);
            return;
        }

        var numbers = Numbers(matches);
        if (numbers.Count == 0)
        {
            return;
        }

        var result = aggregate switch
        {
            Aggregate.Sum => Total(numbers, divisor: 1),
            Aggregate.Avg => Total(numbers, divisor: numbers.Count),
            Aggregate.Min => numbers.Aggregate((least, number) => JsonNumber.Compare(number, least) < 0 ? number : least),
            Aggregate.Max => numbers.Aggregate((most, number) => JsonNumber.Compare(number, most) > 0 ? number : most),
            _ => throw new UnreachableException(),
        };
        if (result is { } value)
        {
            results.Add(value);
        }
    }

    private static void AddLengths(List<JsonElement> matches, List<JsonElement> results)
    {
        foreach (var match in matches)
        {
            if (match.ValueKind == JsonValueKind.Array)
            {
                results.Add(JsonNumber.FromInteger(match.GetArrayLength()));
            }

            if (match.ValueKind == JsonValueKind.Object)
            {
                results.Add(JsonNumber.FromInteger(match.GetPropertyCount()));
            }
        }
    }

    private static List<JsonElement> Numbers(List<JsonElement> matches)
    {
        var numbers = new List<JsonElement>();
        foreach (var match in matches)
        {
            if (match.ValueKind == JsonValueKind.Number)
            {
                numbers.Add(match);
            }

            if (match.ValueKind == JsonValueKind.Array)
            {
                numbers.AddRange(match.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number));
            }
        }

        return numbers;
    }

    private static JsonElement? Total(List<JsonElement> numbers, int divisor)
    {
        if (TryAddExactly(numbers, out var exact))
        {
            // Without the trailing zeros that a decimal remembers: 1.50 + 1.50 is 3.
            return JsonElement.Parse((exact / divisor).ToString("0.############################", CultureInfo.InvariantCulture));
        }

        var total = numbers.Sum(number => number.GetDouble()) / divisor;
        return double.IsFinite(total) ? JsonElement.Parse(total.ToString("R", CultureInfo.InvariantCulture)) : null;
    }

    private static bool TryAddExactly(List<JsonElement> numbers, out decimal total)
    {
        total = 0;
        foreach (var number in numbers)
        {
            var text = JsonMarshal.GetRawUtf8Value(number);
            if (text.Length > ExactLength || text.IndexOfAny((byte)'e', (byte)'E') >= 0)
            {
                return false;
            }

            try
            {
                total += number.GetDecimal();
            }
            catch (OverflowException)
            {
                return false;
            }
        }

        return true;
    }
}
