using System.Text.Json;
using Naftiko.Engine.Inputs;
using Naftiko.Engine.Outputs;

namespace Naftiko.Engine.Flows;

/// <summary>
/// The callable: inputs in, answer out. Every exposed operation, tool and aggregate flow is one; they differ only in how inputs arrive and how
/// the answer leaves. Immutable.
/// </summary>
public abstract class Flow
{
    private protected Flow(InputSet inputs, Output output)
    {
        Inputs = inputs;
        Output = output;
    }

    public InputSet Inputs { get; }

    /// <summary>The media type that the file gives the answer, whatever the upstream calls it.</summary>
    public string? MediaType { get; internal init; }

    /// <summary>The media type of answers as far as it is known before there is one; null: the upstream's.</summary>
    public string? AnswerMediaType => HasShape && !MediaTypes.IsJson(MediaType) ? "application/json" : MediaType;

    /// <summary>Whether the answer has a shape that a schema can describe.</summary>
    public bool HasShape => !Output.IsIdentity;

    /// <summary>Whether the shape is that of an object at its root; the answer is then an object or null.</summary>
    public bool AnswersObject => Output.Shape is ObjectShape or MapShape;

    /// <summary>Whether a run may send requests; a mock never does.</summary>
    public virtual bool ReachesUpstream => true;

    internal Output Output { get; }

    /// <summary>Runs with inputs that <see cref="InputSet.Check"/> has passed.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask<Outcome> RunAsync(Invocation run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Output.HasExpressions && run.Failure is null)
        {
            Output.Shape?.Probe(run);
        }

        return run.Failure is { } failure ? new ValueTask<Outcome>(failure) : RunCoreAsync(run, cancellationToken);
    }

    /// <summary>The Content-Type to answer with: the declared one, unless the body is JSON and that is not.</summary>
    public string? ContentTypeOf(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Kind == AnswerKind.Empty || MediaType is null || (answer.Kind == AnswerKind.Json && !MediaTypes.IsJson(MediaType)) ? answer.ContentType : MediaType;
    }

    /// <summary>Writes the JSON Schema of the answer; only with <see cref="HasShape"/>.</summary>
    public void WriteOutputSchema(Utf8JsonWriter writer) => Output.Shape?.WriteSchema(writer);

    /// <summary>The same for those who take nothing but objects; only with <see cref="AnswersObject"/>.</summary>
    public void WriteObjectSchema(Utf8JsonWriter writer) => Output.Shape?.WriteObjectSchema(writer);

    private protected abstract ValueTask<Outcome> RunCoreAsync(Invocation run, CancellationToken cancellationToken);
}
