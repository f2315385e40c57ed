using System.Text.Json;
using Naftiko.Engine.Observability;
using Naftiko.Engine.Values;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Flows;

/// <summary>One run of a flow: the caller's inputs, the steps' answers so far, and the first failure. The only mutable object at run time.</summary>
public sealed class Invocation(Value[] inputs)
{
    /// <summary>The caller's inputs, by slot.</summary>
    public Value[] Inputs => inputs;

    /// <summary>The steps' answers, by slot; null for a step that has none (yet).</summary>
    public JsonElement?[] Steps { get; internal set; } = [];

    /// <summary>Whether the run answers with the upstream request instead of sending it.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether the caller can take a body that arrives in pieces; otherwise it is read whole, under the cap.</summary>
    public bool CanStream { get; init; }

    /// <summary>A request body that is passed on unread: bytes of any media type.</summary>
    public PassedBody? Body { get; init; }

    /// <summary>Observes the run; null when nobody does.</summary>
    public SurfaceTelemetry? Telemetry { get; init; }

    /// <summary>The largest answer of bytes that the surface takes of a flow which several surfaces share; null: it does not say.</summary>
    internal BinarySize? MaxBinarySize { get; init; }

    /// <summary>Takes the response that the answer's status and headers are of; null: the answer is the flow's own.</summary>
    internal EndingResponse? Ending { get; set; }

    /// <summary>The first failure; null while all is well.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>The element that the innermost Mustache section stands at.</summary>
    internal Value Section { get; set; }

    /// <summary>Records a failure; the first one counts.</summary>
    public void Fail(Failure failure) => Failure ??= failure;

    /// <summary>The same run for a step that runs beside others: inputs and answers are the same, the failure is its own.</summary>
    internal Invocation Beside() => new(inputs)
    {
        Steps = Steps,
        Ending = Ending,
        IsDryRun = IsDryRun,
        CanStream = CanStream,
        Body = Body,
        MaxBinarySize = MaxBinarySize,
        Telemetry = Telemetry,
    };
}
