using System.Text;
using System.Text.Unicode;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Spec.Sources;

/// <summary>
/// Bytes to text by the detection of YAML 1.2 section 5.2, which JSON and <c>.env</c> files share: a byte order mark, else the NULs
/// of an ASCII first character, else UTF-8.
/// </summary>
internal static class SourceDecoder
{
    /// <summary>The text without its byte order mark; null with an error at the first byte that does not fit.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string path, DiagnosticBag diagnostics)
    {
        var (encoding, mark) = Detect(bytes);
        bytes = bytes[mark..];
        if (encoding is null)
        {
            return DecodeUtf8(bytes, path, diagnostics);
        }

        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            var start = Math.Clamp(fault.Index, 0, bytes.Length);
            var before = WithoutFaults(encoding).GetString(bytes[..start]);
            Report(before, $"invalid {encoding.WebName.ToUpperInvariant()}", path, diagnostics);
            return null;
        }
    }

    private static string? DecodeUtf8(ReadOnlySpan<byte> bytes, string path, DiagnosticBag diagnostics)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var before = new char[bytes.Length];
        Utf8.ToUtf16(bytes, before, out var read, out var written, replaceInvalidSequences: false);
        Report(before.AsSpan(0, written), $"invalid UTF-8: byte 0x{bytes[read]:X2} does not fit", path, diagnostics);
        return null;
    }

    /// <summary>The encoding, null for UTF-8, and the length of the byte order mark.</summary>
    private static (Encoding? Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x00, 0x00, 0xFE, 0xFF, ..] => (Utf32(isBigEndian: true), 4),
        [0x00, 0x00, 0x00, _, ..] => (Utf32(isBigEndian: true), 0),
        [0xFF, 0xFE, 0x00, 0x00, ..] => (Utf32(isBigEndian: false), 4),
        [not 0x00, 0x00, 0x00, 0x00, ..] => (Utf32(isBigEndian: false), 0),
        [0xFE, 0xFF, ..] => (Utf16(isBigEndian: true), 2),
        [0x00, not 0x00, ..] => (Utf16(isBigEndian: true), 0),
        [0xFF, 0xFE, ..] => (Utf16(isBigEndian: false), 2),
        [not 0x00, 0x00, ..] => (Utf16(isBigEndian: false), 0),
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        _ => (null, 0),
    };

    private static UnicodeEncoding Utf16(bool isBigEndian) => new(isBigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static UTF32Encoding Utf32(bool isBigEndian) => new(isBigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);

    private static Encoding WithoutFaults(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("");
        return lenient;
    }

    private static void Report(ReadOnlySpan<char> before, string message, string path, DiagnosticBag diagnostics)
    {
        var place = new SourceText(path, before.ToString()).SpanAt(before.Length, 0);
        diagnostics.Add(SourceDiagnostics.Encoding, place, message, "save the file as UTF-8");
    }
}
