using Naftiko.Engine.Flows;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Exposes;

/// <summary>An operation of a REST surface.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Path">The path below the mount, with its placeholders, as the file writes it.</param>
/// <param name="Name">The name, unique or not; null when the file gives none.</param>
/// <param name="Description">For people and OpenAPI.</param>
/// <param name="Flow">What it does.</param>
/// <param name="Span">Where it stands.</param>
public sealed record RestOperation(string Method, string Path, string? Name, string? Description, Flow Flow, SourceSpan Span)
{
    private readonly string? _binaryType;

    /// <summary>The name of the resource that it stands in; null when the file gives none.</summary>
    public string? Resource { get; init; }

    /// <summary>For people, in a few words.</summary>
    public string? Title { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The answers that the file declares.</summary>
    public IReadOnlyList<ResponseSpec> Responses
    {
        get;
        init
        {
            field = value;
            _binaryType = value.SelectMany(r => r.Contents).FirstOrDefault(c => c.IsBinary)?.MediaType;
        }
    } = [];

    /// <summary>The status to send an answer with: its own where that is declared, or where no success is, else the first declared success.</summary>
    public int StatusOf(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Status is < 200 or >= 300 || answer.Kind == AnswerKind.Empty)
        {
            return answer.Status;
        }

        int? declared = null;
        foreach (var response in Responses)
        {
            if (response.Code == answer.Status || response.Status is "2XX")
            {
                return answer.Status;
            }

            // A body that has begun cannot be taken back.
            var isPossible = response.Code is >= 200 and < 300 && (answer.Kind != AnswerKind.Stream || response.Code is not (204 or 205));
            declared ??= isPossible ? response.Code : null;
        }

        return declared ?? answer.Status;
    }

    /// <summary>The Content-Type to send an answer with.</summary>
    public string? ContentTypeOf(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var isBytes = answer.Kind is AnswerKind.Binary or AnswerKind.Stream && Flow.MediaType is null;
        return isBytes && _binaryType is { } declared ? declared : Flow.ContentTypeOf(answer);
    }
}
