using System.Runtime.CompilerServices;
using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Flows;

/// <summary>An upstream's answer passed on whole.</summary>
internal static class UpstreamAnswer
{
    /// <summary>
    /// The body as it came, or converted where the file names a format for it. Up to the hold-back limit it is read and checked before anything
    /// is answered; a larger one is streamed where the caller can take that, else read whole under the cap, as one to convert always is.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    public static async ValueTask<Outcome> WholeAsync(UpstreamResponse response, IFormat? format, bool canStream)
    {
        var read = canStream && format is not { WholeKind: AnswerKind.Json } ? await response.HoldBackAsync() : await response.ReadAllAsync(response.MaxBufferedBytes);
        if (!read.TryGetBody(out var body, out var failure))
        {
            return failure;
        }

        var status = (int)response.Status;
        if (!response.IsBodyComplete)
        {
            return new Answer(status, AnswerKind.Stream, response.ContentType, body.Memory, body, response);
        }

        if (body.Length == 0)
        {
            body.Dispose();
            return new Answer(status, AnswerKind.Empty, null, default, null, response);
        }

        if (format is not null)
        {
            return OfFormat(format, body, response);
        }

        var isCalledJson = MediaTypes.IsJson(response.MediaType);

        // Only what must be JSON is parsed here; over REST everything else is passed on as it is.
        var isJson = (isCalledJson || !canStream || response.MediaType is null) && IsJson(body.Memory.Span);
        if (isCalledJson && !isJson)
        {
            body.Dispose();
            return UpstreamJson.NotJson(response);
        }

        var kind = isJson ? AnswerKind.Json : MediaTypes.IsText(response.MediaType) ? AnswerKind.Text : AnswerKind.Binary;
        return new Answer(status, kind, response.ContentType ?? (isJson ? "application/json" : "application/octet-stream"), body.Memory, body, response);
    }

    private static Outcome OfFormat(IFormat format, PooledBody body, UpstreamResponse response)
    {
        var status = (int)response.Status;
        if (format.WholeKind != AnswerKind.Json)
        {
            var contentType = response.ContentType ?? (format.IsText ? "text/plain" : "application/octet-stream");
            return new Answer(status, format.WholeKind, contentType, body.Memory, body, response);
        }

        using (body)
        {
            return Conversion.TryRun(format, body.Memory, response.Charset, status, out var json, out var failure)
                ? new Answer(status, AnswerKind.Json, "application/json", json.Written, json, response)
                : failure;
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = UpstreamJson.MaxDepth });
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
