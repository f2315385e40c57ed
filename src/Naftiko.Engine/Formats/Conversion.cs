using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Formats;

/// <summary>Runs conversions: the one place where a fault in a body becomes a failure.</summary>
internal static class Conversion
{
    /// <summary>The nesting that a body may have in its own format; beyond it is malformed.</summary>
    public const int MaxDepth = 256;

    /// <summary>The nesting of the JSON that comes of it: a level of XML may take two.</summary>
    public const int MaxJsonDepth = (2 * MaxDepth) + 8;

    /// <summary>The most bytes of JSON. Some formats say much in little: every row of a table repeats the names of its columns.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Converts a body, or says why it cannot be.</summary>
    /// <param name="format">The format.</param>
    /// <param name="body">The body; not empty.</param>
    /// <param name="charset">The charset of its Content-Type, or null.</param>
    /// <param name="status">The upstream's status, for the failure.</param>
    /// <param name="json">The JSON, which the caller disposes.</param>
    /// <param name="failure">Why there is none.</param>
    public static bool TryRun(
        IFormat format,
        ReadOnlyMemory<byte> body,
        string? charset,
        int status,
        [NotNullWhen(true)] out PooledBuffer? json,
        [NotNullWhen(false)] out Failure? failure)
    {
        var buffer = new PooledBuffer();
        try
        {
            using var writer = new Utf8JsonWriter(new LimitedBuffer(buffer, MaxBytes), JsonBuilder.WriterOptions);
            format.Convert(body, charset, writer);
            writer.Flush();
            (json, failure) = (buffer, null);
            return true;
        }
        catch (MalformedBodyException fault)
        {
            buffer.Dispose();
            json = null;
            failure = new Failure(FailureKind.UpstreamMalformed, $"the upstream's answer cannot be read as {format.Name}: {fault.Message}") { UpstreamStatus = status };
            return false;
        }
    }
}
