using System.Diagnostics;

namespace Naftiko.Engine.Observability;

/// <summary>
/// What is observed of one surface: the start of its spans, and the instruments that measure it. Where a surface has none, nothing is
/// started, measured or paid. Nothing of a request but names that stand in the file gets into it. Thread-safe.
/// </summary>
public sealed class SurfaceTelemetry
{
    /// <summary>The source of the capability's spans, which is its own: whoever listens tells capabilities apart by it.</summary>
    public required ActivitySource Source { get; init; }

    public required Instruments Instruments { get; init; }

    /// <summary>The capability's name.</summary>
    public required string Capability { get; init; }

    /// <summary>The surface's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary><c>rest</c>, <c>mcp</c> or <c>skill</c>.</summary>
    public required string AdapterType { get; init; }

    /// <summary>How traces come from callers and go on to upstreams.</summary>
    public TraceFormats Formats { get; init; } = TraceFormats.W3C;

    /// <summary>Begins to observe a request of a caller.</summary>
    /// <param name="name">The name of its span.</param>
    /// <param name="operation">What it asks for: a text of the file, never of the request.</param>
    /// <param name="parent">The caller's span; the default when it has none.</param>
    public ObservedRequest BeginRequest(string name, string operation, ActivityContext parent) => new(this, name, operation, parent);

    /// <summary>Begins to observe the run of an aggregate's flow.</summary>
    internal ObservedFlow BeginFlow(string reference) => new(this, reference);

    /// <summary>Begins to observe a step.</summary>
    internal ObservedStep BeginStep(string type, string name, int index) => new(this, type, name, index);

    /// <summary>Counts values that did not fit their declared type.</summary>
    internal void CountMisfits(int misfits) => Instruments.Misfits.Add(
        misfits, new(TelemetryAttributes.Capability, Capability), new KeyValuePair<string, object?>(TelemetryAttributes.Namespace, Namespace));

    /// <summary>A span below the current one; null when the trace is not recorded.</summary>
    internal Activity? StartSpan(string name, ActivityKind kind)
    {
        var span = Source.StartActivity(name, kind);
        return span?.SetTag(TelemetryAttributes.Capability, Capability).SetTag(TelemetryAttributes.Namespace, Namespace);
    }
}
