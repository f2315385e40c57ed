using System.Buffers;
using System.Text;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>
/// Placeholders with text around them in one segment: <c>{name}.json</c>, <c>{a}-{b}</c>. A placeholder stands for at least one character;
/// where a separator occurs more than once, the last occurrence separates (<c>{name}.{extension}</c> reads <c>a.tar.gz</c> as a.tar and gz).
/// </summary>
internal sealed class MixedSegment : PathSegment
{
    private readonly string[] _literals;

    /// <param name="literals">The texts before, between and behind the placeholders: one more than there are placeholders.</param>
    public MixedSegment(string[] literals)
    {
        _literals = literals;
        LiteralLength = literals.Sum(text => text.Length);
        Key = string.Join('\0', literals);
    }

    /// <summary>Equal for segments that accept the same texts; literals are separated by NUL, which no path holds.</summary>
    public string Key { get; }

    /// <summary>The number of literal characters: the more, the more particular.</summary>
    public int LiteralLength { get; }

    public int PlaceholderCount => _literals.Length - 1;

    /// <summary>Whether two placeholders stand side by side, so that only their lengths tell them apart.</summary>
    public bool HasTouchingPlaceholders => _literals.AsSpan(1..^1).Contains("");

    /// <summary>Whether a decoded text fits.</summary>
    public bool Accepts(ReadOnlySpan<char> text) =>
        text.StartsWith(_literals[0], StringComparison.Ordinal) && text.EndsWith(_literals[^1], StringComparison.Ordinal)
        && TryMatch(text, _literals, new Slice[PlaceholderCount]);

    /// <summary>Matches a raw segment, literals against its decoded form, and tells where in the raw text the placeholders stand.</summary>
    public bool TryMatch(ReadOnlySpan<char> raw, Span<Slice> captures)
    {
        if (!raw.ContainsAnyExcept(PathText.PlainCharacters))
        {
            return TryMatch(raw, _literals, captures);
        }

        // One character per byte, so that every position of the decoded text has one in the raw text.
        var positions = raw.Length <= 256 ? stackalloc int[raw.Length * 3 + 1] : new int[raw.Length * 3 + 1];
        var decoded = ArrayPool<char>.Shared.Rent(raw.Length * 3);
        try
        {
            var length = PathText.DecodeToBytes(raw, decoded, positions);
            var literals = Array.ConvertAll(_literals, text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));
            if (!TryMatch(decoded.AsSpan(0, length), literals, captures))
            {
                return false;
            }

            for (var i = 0; i < PlaceholderCount; i++)
            {
                var start = positions[captures[i].Start];
                captures[i] = new Slice(start, positions[captures[i].Start + captures[i].Length] - start);
            }

            return true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(decoded);
        }
    }

    /// <summary>Whether some text fits both segments.</summary>
    public bool Overlaps(MixedSegment other)
    {
        // Most pairs differ in how they begin or end.
        var (first, last) = (Math.Min(_literals[0].Length, other._literals[0].Length), Math.Min(_literals[^1].Length, other._literals[^1].Length));
        if (!_literals[0].AsSpan(0, first).SequenceEqual(other._literals[0].AsSpan(0, first))
            || !_literals[^1].AsSpan(^last..).SequenceEqual(other._literals[^1].AsSpan(^last..)))
        {
            return false;
        }

        var (a, b) = (Tokens(), other.Tokens());
        var reached = new bool[a.Length + 1, b.Length + 1];
        reached[0, 0] = true;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                // One common character: a placeholder may end with it or go on, a literal ends.
                if (!reached[i, j] || (a[i] is { } x && b[j] is { } y && x != y))
                {
                    continue;
                }

                reached[i + 1, j + 1] = true;
                reached[i + 1, j] |= b[j] is null;
                reached[i, j + 1] |= a[i] is null;
            }
        }

        return reached[a.Length, b.Length];
    }

    private static bool TryMatch(ReadOnlySpan<char> text, string[] literals, Span<Slice> captures)
    {
        var first = literals[0];
        var last = literals[^1];
        if (text.Length <= first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var end = text.Length - last.Length;
        for (var i = literals.Length - 2; i > 0; i--)
        {
            // From the right: at least one character for this placeholder and for the one before.
            var from = first.Length + 1;
            var at = end - 1 < from ? -1 : text[from..(end - 1)].LastIndexOf(literals[i], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            var start = from + at + literals[i].Length;
            captures[i] = new Slice(start, end - start);
            end = from + at;
        }

        captures[0] = new Slice(first.Length, end - first.Length);
        return true;
    }

    /// <summary>The segment as a row of characters, null for a placeholder.</summary>
    private char?[] Tokens()
    {
        var tokens = new List<char?>();
        for (var i = 0; i < _literals.Length; i++)
        {
            tokens.AddRange(_literals[i].Select(c => (char?)c));
            if (i < _literals.Length - 1)
            {
                tokens.Add(null);
            }
        }

        return [.. tokens];
    }
}
