using System.Buffers.Binary;
using System.Diagnostics;

namespace Naftiko.Host.Observability.Tracing;

/// <summary>Which traces are recorded.</summary>
/// <param name="Ratio">The share of traces, from 0 to 1. It depends on the trace's id alone, so services with the same share record the same ones.</param>
/// <param name="FollowsParent">Whether a caller that has decided decides.</param>
internal sealed record TraceSampler(double Ratio, bool FollowsParent)
{
    /// <summary>Records everything, unless the caller has decided otherwise.</summary>
    public static TraceSampler Default { get; } = new(1, FollowsParent: true);

    public bool IsSampled(ActivityTraceId traceId, ActivityContext parent)
    {
        if (FollowsParent && parent.TraceId != default)
        {
            return parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        }

        // The right half: it is the random one of ids that came with 64 bits, and of those that say that they are random.
        Span<byte> id = stackalloc byte[16];
        traceId.CopyTo(id);
        return BinaryPrimitives.ReadUInt64BigEndian(id[8..]) >> 1 < (ulong)(Ratio * (1UL << 63));
    }
}
