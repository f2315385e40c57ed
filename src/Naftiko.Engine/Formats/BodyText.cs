using System.Text;

namespace Naftiko.Engine.Formats;

/// <summary>Bodies of text as strings.</summary>
internal static class BodyText
{
    /// <summary>
    /// The text without its byte order mark, which says more about the encoding than the charset; a charset that nobody knows is taken for
    /// UTF-8, and bytes that do not fit become U+FFFD.
    /// </summary>
    public static string Decode(ReadOnlyMemory<byte> body, string? charset)
    {
        var (encoding, mark) = Detect(body.Span, charset);
        return encoding.GetString(body.Span[mark..]);
    }

    /// <summary>The same text in UTF-8: the bytes themselves where they are that already, whether they fit or not.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body, string? charset)
    {
        var (encoding, mark) = Detect(body.Span, charset);
        return encoding is UTF8Encoding ? body[mark..] : Encoding.UTF8.GetBytes(encoding.GetString(body.Span[mark..]));
    }

    /// <summary>
    /// The encoding of that name, those of old Windows and Mac systems among them; null when there is none. Always asked for here:
    /// <see cref="Encoding.GetEncoding(string)"/> alone knows those only once some library has registered their provider for the whole process.
    /// </summary>
    public static Encoding? FindEncoding(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException) // UTF-7 is known, but switched off
        {
            return null;
        }
    }

    /// <summary>The encoding that the byte order mark says, and the mark's length; null without a mark.</summary>
    public static (Encoding Encoding, int Length)? Mark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> body, string? charset) => Mark(body) ?? (charset switch
    {
        null => Encoding.UTF8,
        _ when charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) => Encoding.UTF8, // most of them, at once
        _ => FindEncoding(charset) ?? Encoding.UTF8,
    }, 0);
}
