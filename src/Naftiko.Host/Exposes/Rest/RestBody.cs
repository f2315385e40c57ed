using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Host.Exposes.Rest;

/// <summary>A request's body as inputs see it.</summary>
internal readonly struct RestBody
{
    private const int MaxDepth = 64;

    /// <summary>Whether there was one.</summary>
    public bool IsGiven { get; private init; }

    /// <summary>The body as JSON; absent when it is not.</summary>
    public Value Json { get; private init; }

    /// <summary>Whether it was a form: its fields are texts, whatever they mean.</summary>
    public bool IsForm { get; private init; }

    /// <summary>The body unread, for a unit that passes bytes of any type on.</summary>
    public PassedBody? Passed { get; private init; }

    /// <summary>The status and detail of a body that cannot be used; 0 when it can.</summary>
    public (int Status, string Detail) Fault { get; private init; }

    /// <summary>Reads the body, or leaves it for passing on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isPassedOn">Whether bytes that are not JSON are passed on as they come.</param>
    public static async ValueTask<RestBody> ReadAsync(HttpRequest request, bool isPassedOn)
    {
        if (request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        var isJson = IsJson(request.ContentType);
        if (!isJson && isPassedOn && request.ContentType is not null)
        {
            return new RestBody { IsGiven = true, Passed = new PassedBody(request.Body, request.ContentLength, request.ContentType) };
        }

        if (IsFormType(request.ContentType))
        {
            return new RestBody { IsGiven = true, IsForm = true, Json = Fields(await new FormReader(request.Body).ReadFormAsync(request.HttpContext.RequestAborted)) };
        }

        if (!isJson && request.ContentType is not null)
        {
            return new RestBody { IsGiven = true, Fault = (StatusCodes.Status415UnsupportedMediaType, $"The body must be application/json, not {request.ContentType}.") };
        }

        return await ParseAsync(request);
    }

    private static async ValueTask<RestBody> ParseAsync(HttpRequest request)
    {
        using var memory = new PooledBuffer();
        await foreach (var chunk in ReadChunksAsync(request))
        {
            memory.Write(chunk.Span);
        }

        if (memory.Written.IsEmpty)
        {
            return default;
        }

        try
        {
            return new RestBody { IsGiven = true, Json = Value.FromElement(JsonElement.Parse(memory.Written.Span, new JsonDocumentOptions { MaxDepth = MaxDepth })) };
        }
        catch (JsonException fault)
        {
            return new RestBody { IsGiven = true, Fault = (StatusCodes.Status400BadRequest, $"The body is not valid JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}).") };
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadChunksAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            foreach (var chunk in read.Buffer)
            {
                yield return chunk;
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    /// <summary>A form's fields as an object of texts; a field given twice is a list.</summary>
    private static Value Fields(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        using var memory = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(memory))
        {
            writer.WriteStartObject();
            foreach (var (name, values) in form)
            {
                writer.WritePropertyName(name);
                if (values.Count == 1)
                {
                    writer.WriteStringValue(values[0]);
                    continue;
                }

                writer.WriteStartArray();
                foreach (var value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return Value.FromElement(JsonElement.Parse(memory.Written.Span));
    }

    private static bool IsFormType(string? contentType) => MediaType(contentType).Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string? contentType)
    {
        var type = MediaType(contentType);
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.Equals("text/json", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim();
    }
}
