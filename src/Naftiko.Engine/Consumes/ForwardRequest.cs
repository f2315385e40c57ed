using Naftiko.Engine.Flows;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Consumes;

/// <summary>A caller's request on its way to a consumed API, as it came.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">What follows the base URI, still percent-encoded, without a leading slash; "" for the base URI itself, "/" for it with a slash.</param>
/// <param name="Query">The query string without <c>?</c>, as it came.</param>
/// <param name="Header">The values of a header of the caller's; empty when it sent none.</param>
/// <param name="Body">The body, unread; null when there is none.</param>
public sealed record ForwardRequest(string Method, string Path, string Query, Func<string, IReadOnlyList<string?>> Header, PassedBody? Body)
{
    /// <summary>Whether the caller holds its body back until it is asked for (RFC 9110 section 10.1.1).</summary>
    public bool ExpectsContinue { get; init; }

    /// <summary>Observes its sending; null when nobody does.</summary>
    public SurfaceTelemetry? Telemetry { get; init; }
}
