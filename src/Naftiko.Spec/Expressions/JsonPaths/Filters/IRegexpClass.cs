using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>
/// Translates a character class of an I-Regexp. What it names beyond U+FFFF becomes an alternative of surrogate pairs, since a
/// .NET class holds single UTF-16 units. Unicode categories cover characters up to U+FFFF only.
/// </summary>
internal sealed class IRegexpClass(string pattern, int start)
{
    public const string Surrogates = @"\ud800-\udfff";
    public const string AnyPair = @"[\ud800-\udbff][\udc00-\udfff]";

    private const int FirstPair = 0x10000;
    private const int LastScalar = 0x10FFFF;

    private readonly StringBuilder _units = new();
    private readonly List<(int First, int Last)> _pairs = [];
    private int _position = start;

    /// <summary>Reads the class after its '[' and appends the translation.</summary>
    public bool TryTranslate(StringBuilder output, out int position)
    {
        var isNegated = Take('^');
        var isValid = TryReadItems();
        position = _position;
        if (!isValid)
        {
            return false;
        }

        if (isNegated)
        {
            output.Append("(?:[^").Append(_units).Append(Surrogates).Append(']');
            AppendPairs(output, Complement());
        }
        else
        {
            // [^\s\S] matches nothing: the class has characters beyond U+FFFF only.
            output.Append("(?:").Append(_units.Length > 0 ? $"[{_units}]" : @"[^\s\S]");
            AppendPairs(output, _pairs);
        }

        output.Append(')');
        return true;
    }

    /// <summary>Reads what follows a backslash: an escaped character, a Unicode category or a Perl class, in .NET's spelling.</summary>
    public static bool TryReadEscape(string pattern, ref int position, [NotNullWhen(true)] out string? escape)
    {
        escape = null;
        if (position >= pattern.Length)
        {
            return false;
        }

        var letter = pattern[position++];
        if (letter is 'p' or 'P')
        {
            var end = pattern.IndexOf('}', position);
            if (end < 0 || pattern[position] != '{')
            {
                return false;
            }

            escape = $"\\{letter}{pattern[position..(end + 1)]}";
            position = end + 1;
            return true;
        }

        var isKnown = "()*+-.?[\\]^${|}nrtdDsSwW".Contains(letter, StringComparison.Ordinal);
        escape = isKnown ? $"\\{letter}" : null;
        return isKnown;
    }

    private bool TryReadItems()
    {
        var count = 0;
        while (_position < pattern.Length)
        {
            if (pattern[_position] == ']')
            {
                _position++;
                return count > 0;
            }

            if (!TryReadItem())
            {
                return false;
            }

            count++;
        }

        return false;
    }

    private bool TryReadItem()
    {
        if (!TryReadScalar(out var first, out var category))
        {
            return false;
        }

        if (category is not null)
        {
            _units.Append(category);
            return true;
        }

        var isRange = _position + 1 < pattern.Length && pattern[_position] == '-' && pattern[_position + 1] != ']';
        var last = first;
        if (isRange)
        {
            _position++;
            if (!TryReadScalar(out last, out category) || category is not null || last < first)
            {
                return false;
            }
        }

        AddRange(first, last);
        return true;
    }

    // One character, escaped or not, or else a category such as \p{Lu} in .NET's spelling.
    private bool TryReadScalar(out int scalar, out string? category)
    {
        scalar = 0;
        category = null;
        if (pattern[_position] == '[')
        {
            return false;
        }

        if (!Take('\\'))
        {
            var isPair = char.IsSurrogatePair(pattern, _position);
            scalar = isPair ? char.ConvertToUtf32(pattern, _position) : pattern[_position];
            _position += isPair ? 2 : 1;
            return true;
        }

        if (!TryReadEscape(pattern, ref _position, out var escape))
        {
            return false;
        }

        scalar = escape[1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var letter => letter };
        category = "pPdDsSwW".Contains(escape[1], StringComparison.Ordinal) ? escape : null;
        return true;
    }

    private void AddRange(int first, int last)
    {
        if (first < FirstPair)
        {
            _units.Append(CultureInfo.InvariantCulture, $"\\u{first:x4}-\\u{Math.Min(last, FirstPair - 1):x4}");
        }

        if (last >= FirstPair)
        {
            _pairs.Add((Math.Max(first, FirstPair), last));
        }
    }

    private List<(int First, int Last)> Complement()
    {
        var complement = new List<(int, int)>();
        var next = FirstPair;
        foreach (var (first, last) in _pairs.Order())
        {
            if (first > next)
            {
                complement.Add((next, first - 1));
            }

            next = Math.Max(next, last + 1);
        }

        if (next <= LastScalar)
        {
            complement.Add((next, LastScalar));
        }

        return complement;
    }

    private static void AppendPairs(StringBuilder output, List<(int First, int Last)> ranges)
    {
        foreach (var (first, last) in ranges)
        {
            // One high surrogate spans 1024 characters: a part of the first, the whole of those between, a part of the last.
            for (var from = first; from <= last;)
            {
                var isWhole = (from & 0x3FF) == 0 && (last | 0x3FF) - from >= 0x3FF && last - from >= 0x3FF;
                var to = isWhole ? ((last + 1) & ~0x3FF) - 1 : Math.Min(last, from | 0x3FF);
                output.Append(CultureInfo.InvariantCulture, $"|[\\u{High(from):x4}-\\u{High(to):x4}][\\u{Low(from):x4}-\\u{Low(to):x4}]");
                from = to + 1;
            }
        }
    }

    private static int High(int scalar) => 0xD800 + ((scalar - FirstPair) >> 10);

    private static int Low(int scalar) => 0xDC00 + (scalar & 0x3FF);

    private bool Take(char character)
    {
        if (_position >= pattern.Length || pattern[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }
}
