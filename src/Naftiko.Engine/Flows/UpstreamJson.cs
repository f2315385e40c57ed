using System.Text;
using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Flows;

/// <summary>An upstream's body as parsed JSON, on memory borrowed until it is disposed.</summary>
internal sealed class UpstreamJson : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    private readonly JsonDocument _document;
    private readonly PooledBody? _memory;

    private UpstreamJson(JsonDocument document, PooledBody? memory)
    {
        _document = document;
        _memory = memory;
    }

    /// <summary>The nesting that an answer may have; beyond it is malformed.</summary>
    public const int MaxDepth = 256;

    public JsonElement Root => _document.RootElement;

    public void Dispose()
    {
        _document.Dispose();
        _memory?.Dispose();
    }

    /// <summary>Reads the whole body. No body is no document and no failure; a body that is text, not JSON, is a document that is one string.</summary>
    public static async ValueTask<(UpstreamJson? Document, Failure? Failure)> ReadAsync(UpstreamResponse response)
    {
        var read = await response.ReadAllAsync(response.MaxBufferedBytes);
        if (!read.TryGetBody(out var body, out var failure))
        {
            return (null, failure);
        }

        if (body.Length == 0)
        {
            body.Dispose();
            return (null, null);
        }

        var bytes = MediaTypes.ToUtf8(body.Memory, response.Charset);
        try
        {
            return (new UpstreamJson(JsonDocument.Parse(bytes, Options), body), null);
        }
        catch (JsonException)
        {
            using (body)
            {
                return MediaTypes.IsText(response.MediaType) && !MediaTypes.IsJson(response.MediaType) ? (OfText(bytes.Span), null) : (null, NotJson(response));
            }
        }
    }

    /// <summary>What a body that should be JSON and is not fails with.</summary>
    public static Failure NotJson(UpstreamResponse response) => new(
        FailureKind.UpstreamMalformed,
        MediaTypes.IsJson(response.MediaType) ? "the upstream's answer calls itself JSON but is not" : $"the upstream's answer is not JSON but {response.MediaType ?? "of no media type"}")
    {
        UpstreamStatus = (int)response.Status,
    };

    private static UpstreamJson OfText(ReadOnlySpan<byte> text) =>
        new(JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(text), Values.ValueJson.Default.String), Options), null);
}
