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
    /// <returns>What decodes it, in the order in which the codings were applied; null when there are none or not all are known.</returns>
    public static Decoder[]? Take(HttpContentHeaders headers, out bool areKnown)
    {
        areKnown = true;
        if (!headers.NonValidated.TryGetValues(Coding, out var values))
        {
            return null;
        }

        var decoders = new List<Decoder>();
        foreach (var coding in values.ToString().ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (coding == "identity")
            {
                continue;
            }

            if (decoders.Count == Most || DecoderOf(coding) is not { } decoder)
            {
                areKnown = false;
                return null;
            }

            decoders.Add(decoder);
        }

        headers.Remove(Coding);
        if (decoders.Count == 0)
        {
            return null;
        }

        headers.Remove("Content-Length");
        return [.. decoders];
    }

    /// <summary>The content without its codings.</summary>
    public static Stream Decode(Stream content, Decoder[] decoders)
    {
        for (var i = decoders.Length - 1; i >= 0; i--)
        {
            content = decoders[i](content);
        }

        return content;
    }

    // "deflate" is the zlib format (RFC 9110 section 8.4.1.2), "x-gzip" another name of gzip (section 8.4.1.3).
    private static Decoder? DecoderOf(string coding) => coding switch
    {
        "gzip" or "x-gzip" => static content => new GZipStream(content, CompressionMode.Decompress),
        "deflate" => static content => new ZLibStream(content, CompressionMode.Decompress),
        "br" => static content => new BrotliStream(content, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>Takes one coding off a content.</summary>
    internal delegate Stream Decoder(Stream content);
}
