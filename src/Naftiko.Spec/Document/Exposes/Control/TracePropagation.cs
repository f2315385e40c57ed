namespace Naftiko.Spec.Document.Exposes.Control;

/// <summary>The formats in which a trace is carried from one service to the next.</summary>
public enum TracePropagation
{
    /// <summary><c>traceparent</c> and <c>tracestate</c> (W3C Trace Context).</summary>
    W3C,

    /// <summary>The headers of Zipkin (B3).</summary>
    B3,
}
