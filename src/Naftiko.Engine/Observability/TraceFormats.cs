namespace Naftiko.Engine.Observability;

/// <summary>How a trace is carried from one service to the next.</summary>
[Flags]
public enum TraceFormats
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary><c>traceparent</c> and <c>tracestate</c> (W3C Trace Context).</summary>
    W3C = 1,

    /// <summary>The one header <c>b3</c> of Zipkin.</summary>
    B3 = 2,

    /// <summary>Zipkin's headers <c>X-B3-*</c>.</summary>
    B3Multi = 4,
}
