using System.IO.Compression;
using System.Net.Http.Headers;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>
/// The content codings that upstreams are asked for and that are taken off their answers (RFC 9110 section 8.4). <see cref="SocketsHttpHandler"/> can do that
/// too, but adds one asynchronous step and three parsed header values to every request: measured in docs/performance.md.
/// </summary>
internal static class ContentCodings
{
    private const string Asking = "Accept-Encoding";
    private const string Coding = "Content-Encoding";
    private const string Accepted = "gzip, deflate, br";

    // Nobody has more than two; each is a decoder of its own.
    private const int Most = 5;

    /// <summary>Asks for the codings, unless the request says by itself what it takes.</summary>
    public static void Ask(HttpRequestHeaders headers)
    {
        if (!headers.NonValidated.Contains(Asking))
        {
            headers.TryAddWithoutValidation(Asking, Accepted);
        }
    }

    /// <summary>Takes the codings of a content out of its headers, which become those of the decoded content.</summary>
    /// <param name="headers">The content's headers.</param>
    /// <param name="areKnown">Whether the content can be decoded, or needs no decoding.</param>
    /// <returns>The codings in the order in which they were applied; null when there are none or not all are known.</returns>
    public static string[]? Take(HttpContentHeaders headers, out bool areKnown)
    {
        areKnown = true;
        if (!headers.NonValidated.TryGetValues(Coding, out var values))
        {
            return null;
        }

        var named = values.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        areKnown = named.Length <= Most && Array.TrueForAll(named, coding => Decoder(coding) is not null);
        if (!areKnown)
        {
            return null;
        }

        headers.Remove(Coding);
        headers.Remove("Content-Length");
        return named;
    }

    /// <summary>The content without its codings, which stand in the order in which they were applied.</summary>
    public static Stream Decode(Stream content, string[] codings)
    {
        for (var i = codings.Length - 1; i >= 0; i--)
        {
            content = Decoder(codings[i])!(content);
        }

        return content;
    }

    // "deflate" is the zlib format (RFC 9110 section 8.4.1.2), "x-gzip" another name of gzip (section 8.4.1.3).
    private static Func<Stream, Stream>? Decoder(string coding) => coding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => static content => new GZipStream(content, CompressionMode.Decompress),
        "deflate" => static content => new ZLibStream(content, CompressionMode.Decompress),
        "br" => static content => new BrotliStream(content, CompressionMode.Decompress),
        "identity" => static content => content,
        _ => null,
    };
}
