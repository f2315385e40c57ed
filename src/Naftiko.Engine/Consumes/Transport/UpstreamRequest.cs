using System.Diagnostics;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>A request of a call, with what its sending has to know of the call.</summary>
internal sealed class UpstreamRequest(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    private bool _carriesTrace;

    /// <summary>Whether its credential is the configured one, not the caller's.</summary>
    public bool HasOwnCredential { get; internal set; }

    /// <summary>Observes its sending; null when nobody does.</summary>
    public SurfaceTelemetry? Telemetry { get; internal init; }

    /// <summary>What it is called there; null when nobody observes.</summary>
    public UpstreamName? Name { get; internal init; }

    /// <summary>Says which span it comes from, unless its file says so by itself.</summary>
    public void CarryTrace(ActivityContext span, TraceFormats formats)
    {
        if (_carriesTrace || !TraceHeaders.AreIn(this))
        {
            TraceHeaders.Write(this, span, formats);
            _carriesTrace = true;
        }
    }
}
