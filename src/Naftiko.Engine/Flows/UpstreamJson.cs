using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Formats;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Flows;

/// <summary>An upstream's body as parsed JSON, converted where it is another format, on memory borrowed until it is disposed.</summary>
internal sealed class UpstreamJson : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions ConvertedOptions = new() { MaxDepth = Conversion.MaxJsonDepth };

    private readonly JsonDocument _document;
    private readonly PooledBody _body;
    private readonly IDisposable? _converted;
    private readonly IFormat? _format;
    private readonly string? _charset;

    private UpstreamJson(JsonDocument document, PooledBody body, IDisposable? converted, IFormat? format, string? charset)
    {
        _document = document;
        _body = body;
        _converted = converted;
        _format = format;
        _charset = charset;
    }

    /// <summary>The nesting that an answer may have; beyond it is malformed.</summary>
    public const int MaxDepth = 256;

    public JsonElement Root => _document.RootElement;

    /// <summary>Whether it was XML, where only the schema tells a list of one from a single element.</summary>
    public bool IsXml => _format is XmlFormat;

    /// <summary>The body as the text that it was before it became JSON; null where it was JSON or no text.</summary>
    public string? Unconverted => _format is { IsText: true } ? BodyText.Decode(_body.Memory, _charset) : null;

    public void Dispose()
    {
        _document.Dispose();
        _converted?.Dispose();
        _body.Dispose();
    }

    /// <summary>
    /// Reads the whole body. No body is no document and no failure. Where the file names no format, JSON is tried first, then the media type
    /// decides; other text is a document that is one string.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="declared">The format that the file names; null for JSON and for none.</param>
    /// <param name="maxBinary">The most bytes that an answer of bytes may have; null: as any other.</param>
    public static async ValueTask<(UpstreamJson? Document, Failure? Failure)> ReadAsync(UpstreamResponse response, IFormat? declared, BinarySize? maxBinary)
    {
        var limit = UpstreamAnswer.BytesLimit(response, declared, maxBinary) ?? response.BufferedLimit;
        var read = await response.ReadAllAsync(BodyLimit.Smaller(limit, response.BufferedLimit));
        if (!read.TryGetBody(out var body, out var failure))
        {
            return (null, failure);
        }

        var document = body.Length == 0 ? null : declared is null ? Parse(body, response, out failure) : Convert(body, declared, response, out failure);
        if (document is null)
        {
            body.Dispose();
        }

        return (document, failure);
    }

    /// <summary>What a body that should be JSON and is not fails with.</summary>
    public static Failure NotJson(UpstreamResponse response) => new(
        FailureKind.UpstreamMalformed,
        MediaTypes.IsJson(response.MediaType) ? "the upstream's answer calls itself JSON but is not" : $"the upstream's answer is not JSON but {response.MediaType ?? "of no media type"}")
    {
        UpstreamStatus = (int)response.Status,
    };

    private static UpstreamJson? Parse(PooledBody body, UpstreamResponse response, out Failure? failure)
    {
        try
        {
            failure = null;
            return new UpstreamJson(JsonDocument.Parse(BodyText.ToUtf8(body.Memory, response.Charset), Options), body, null, null, null);
        }
        catch (JsonException)
        {
            if (FormatCatalogue.OfMediaType(response.MediaType) is { } format)
            {
                return Convert(body, format, response, out failure);
            }

            if (MediaTypes.IsText(response.MediaType) && !MediaTypes.IsJson(response.MediaType))
            {
                return Convert(body, TextFormat.Instance, response, out failure);
            }

            failure = NotJson(response);
            return null;
        }
    }

    private static UpstreamJson? Convert(PooledBody body, IFormat format, UpstreamResponse response, out Failure? failure) =>
        Conversion.TryRun(format, body.Memory, response.Charset, (int)response.Status, out var json, out failure)
            ? new UpstreamJson(JsonDocument.Parse(json.Written, ConvertedOptions), body, json, format, response.Charset)
            : null;
}
