using System.Buffers;
using System.Globalization;
using System.Text;

namespace Naftiko.Host.Hosting.Routing;

/// <summary>Percent-decoding of single segments (RFC 3986 §2.1): after the path is split, so that <c>a%2Fb</c> stays one segment.</summary>
internal static class PathText
{
    /// <summary>ASCII characters that stand for themselves in a raw path.</summary>
    public static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create(Enumerable.Range(0x21, 0x7F - 0x21).Select(c => (char)c).Where(c => c != '%').ToArray());

    /// <summary>The decoded text; sequences that are no percent-encoding stay as they are.</summary>
    public static string Decode(ReadOnlySpan<char> raw) => raw.Contains('%') ? Uri.UnescapeDataString(raw) : raw.ToString();

    /// <summary>Whether a raw text decodes to this text, in a query: <c>+</c> is a space.</summary>
    public static bool QueryTextEquals(ReadOnlySpan<char> raw, string text)
    {
        if (!raw.ContainsAny('%', '+'))
        {
            return raw.SequenceEqual(text);
        }

        return string.Equals(Uri.UnescapeDataString(raw.ToString().Replace('+', ' ')), text, StringComparison.Ordinal);
    }

    /// <summary>Decodes into one character per byte of the UTF-8 form.</summary>
    /// <param name="raw">The raw segment.</param>
    /// <param name="decoded">Takes the bytes as characters.</param>
    /// <param name="positions">Takes the place in <paramref name="raw"/> of each byte, and of the end.</param>
    public static int DecodeToBytes(ReadOnlySpan<char> raw, Span<char> decoded, Span<int> positions)
    {
        var length = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < raw.Length;)
        {
            var start = i;
            if (raw[i] == '%' && i + 2 < raw.Length
                && byte.TryParse(raw.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                utf8[0] = value;
                i += 3;
                Put(utf8[..1], decoded, positions, start, ref length);
                continue;
            }

            Rune.DecodeFromUtf16(raw[i..], out var rune, out var consumed);
            i += consumed;
            Put(utf8[..rune.EncodeToUtf8(utf8)], decoded, positions, start, ref length);
        }

        positions[length] = raw.Length;
        return length;
    }

    private static void Put(ReadOnlySpan<byte> bytes, Span<char> decoded, Span<int> positions, int start, ref int length)
    {
        foreach (var value in bytes)
        {
            positions[length] = start;
            decoded[length++] = (char)value;
        }
    }
}
