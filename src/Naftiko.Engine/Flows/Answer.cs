using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Flows;

/// <summary>A run's answer. Whoever receives it disposes it: its memory is borrowed, and a streamed body holds the upstream's connection.</summary>
public sealed class Answer : IDisposable
{
    private readonly UpstreamResponse? _upstream;
    private readonly IDisposable? _memory;

    internal Answer(int status, AnswerKind kind, string? contentType, ReadOnlyMemory<byte> body, IDisposable? memory, UpstreamResponse? upstream)
    {
        Status = status;
        Kind = kind;
        ContentType = contentType;
        Body = body;
        _memory = memory;
        _upstream = upstream;
    }

    /// <summary>The HTTP status; 200 where no upstream gave one.</summary>
    public int Status { get; }

    public AnswerKind Kind { get; }

    public string? ContentType { get; }

    /// <summary>The body; of <see cref="AnswerKind.Stream"/> its beginning.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// The body with every value that does not fit its declared type as null, where that differs from <see cref="Body"/>: what a client that
    /// checks the published schema accepts.
    /// </summary>
    public ReadOnlyMemory<byte>? Conforming { get; internal init; }

    /// <summary>The limit of a streamed body; null: the general one.</summary>
    internal BodyLimit? StreamLimit { get; init; }

    /// <summary>Shows each of the upstream's headers, content headers included; none when no upstream gave the answer.</summary>
    /// <param name="state">Passed to <paramref name="show"/>, which then needs no closure.</param>
    /// <param name="show">Takes name and value.</param>
    public void ForEachHeader<TState>(TState state, Action<TState, string, string> show) => _upstream?.ForEachHeader(state, show);

    /// <summary>Relays the rest of a streamed body; null when it is complete, else why it is not.</summary>
    public ValueTask<Failure?> CopyRestToAsync(PipeWriter writer) => _upstream?.CopyRestToAsync(writer, StreamLimit ?? _upstream.StreamedLimit) ?? default;

    /// <summary>The body as text for a reader: a JSON document that is one string is that string.</summary>
    public string Text()
    {
        if (Kind != AnswerKind.Json || Body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'"', ..])
        {
            return Encoding.UTF8.GetString(Body.Span);
        }

        return JsonElement.Parse(Body.Span).GetString() ?? "";
    }

    public void Dispose()
    {
        _memory?.Dispose();
        _upstream?.Dispose();
    }
}
