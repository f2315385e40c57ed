using System.Runtime.CompilerServices;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Formats;
using Naftiko.Engine.Values;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Flows;

/// <summary>An upstream's answer passed on whole.</summary>
internal static class UpstreamAnswer
{
    /// <summary>
    /// The body as it came, or converted where the file names a format for it. Up to the hold-back limit it is read and checked before anything
    /// is answered; a larger one is streamed where the caller can take that, else read whole under the cap, as one to convert always is.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="format">The format that the file names; null: none.</param>
    /// <param name="canStream">Whether the caller takes a body as it comes: in pieces, and text in whatever charset its type says; else text is UTF-8.</param>
    /// <param name="maxBinary">The most bytes that an answer of bytes may have; null: what the format and the operator say.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    public static async ValueTask<Outcome> WholeAsync(UpstreamResponse response, IFormat? format, bool canStream, BinarySize? maxBinary)
    {
        var limit = format is null && maxBinary is null ? null : BytesLimit(response, format, maxBinary);

        // An excess that nobody announces would break off a stream; as long as it may be held, the caller is told properly.
        var isHeld = limit is { } bytes && !response.IsLengthKnown && bytes.Bytes <= response.BufferedLimit.Bytes;
        var read = canStream && !isHeld && format is not { WholeKind: AnswerKind.Json }
            ? await response.HoldBackAsync(limit)
            : await response.ReadAllAsync(BodyLimit.Smaller(limit ?? response.BufferedLimit, response.BufferedLimit));
        if (!read.TryGetBody(out var body, out var failure))
        {
            return failure;
        }

        var status = (int)response.Status;
        if (!response.IsBodyComplete)
        {
            return new Answer(status, AnswerKind.Stream, response.ContentType, body.Memory, body, response) { StreamLimit = limit };
        }

        if (body.Length == 0)
        {
            body.Dispose();
            return new Answer(status, AnswerKind.Empty, null, default, null, response);
        }

        if (format is not null)
        {
            return OfFormat(format, body, response, canStream);
        }

        var isCalledJson = MediaTypes.IsJson(response.MediaType);

        // Only what must be JSON is parsed here; over REST everything else is passed on as it is.
        var isJson = (isCalledJson || !canStream || response.MediaType is null) && JsonScan.IsJson(BodyText.ToUtf8(body.Memory, response.Charset).Span, UpstreamJson.MaxDepth);
        if (isCalledJson && !isJson)
        {
            body.Dispose();
            return UpstreamJson.NotJson(response);
        }

        var kind = isJson ? AnswerKind.Json : MediaTypes.IsText(response.MediaType) ? AnswerKind.Text : AnswerKind.Binary;
        return Whole(kind, response.ContentType ?? (isJson ? "application/json" : "application/octet-stream"), body, response, canStream);
    }

    /// <summary>The limit of an answer of bytes: those that the file declares so, and, where it sets a limit, those whose media type says so.</summary>
    public static BodyLimit? BytesLimit(UpstreamResponse response, IFormat? format, BinarySize? maxBinary)
    {
        var isBytes = format is BinaryFormat || (format is null && maxBinary is not null && response.MediaType is { } type && !MediaTypes.IsJson(type) && !MediaTypes.IsText(type));
        return !isBytes ? null : maxBinary is { Bytes: var bytes } ? new BodyLimit(bytes, "maxBinarySize") : response.BufferedLimit;
    }

    private static Answer Whole(AnswerKind kind, string contentType, PooledBody body, UpstreamResponse response, bool canStream)
    {
        var memory = canStream || kind == AnswerKind.Binary ? body.Memory : BodyText.ToUtf8(body.Memory, response.Charset);
        var isDecoded = !memory.Equals(body.Memory) && response.MediaType is not null;
        return new Answer((int)response.Status, kind, isDecoded ? $"{response.MediaType}; charset=utf-8" : contentType, memory, body, response);
    }

    private static Outcome OfFormat(IFormat format, PooledBody body, UpstreamResponse response, bool canStream)
    {
        var status = (int)response.Status;
        if (format.WholeKind != AnswerKind.Json)
        {
            return Whole(format.WholeKind, response.ContentType ?? (format.IsText ? "text/plain" : "application/octet-stream"), body, response, canStream);
        }

        using (body)
        {
            return Conversion.TryRun(format, body.Memory, response.Charset, status, out var json, out var failure)
                ? new Answer(status, AnswerKind.Json, "application/json", json.Written, json, response)
                : failure;
        }
    }
}
