namespace Naftiko.Engine.Consumes.Transport;

/// <summary>How long and how much one upstream may take. Sizes count decoded bytes, so that a small gzip cannot become a large memory.</summary>
public sealed record UpstreamLimits
{
    /// <summary>How many requests to one consumed API of a capability are in flight at once, from sending to the last byte of the answer.</summary>
    public int MaxConcurrency { get; init; } = 256;

    /// <summary>How many more may wait for their turn, within their total time.</summary>
    public int MaxWaiting => (int)Math.Min(4L * MaxConcurrency, int.MaxValue);

    /// <summary>The time to resolve the name, connect and finish the TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time from sending a request to the last header of its answer; each redirect starts it anew.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time from sending a request to the last byte of its answer, redirects included. Many MCP clients give up at 60 s.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>The largest body that is held in memory as a whole, in bytes.</summary>
    public long MaxBufferedBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The largest body that is relayed as a stream, in bytes.</summary>
    public long MaxStreamedBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Bodies of up to so many bytes are read and checked before the answer's status goes out.</summary>
    public int HoldBackBytes { get; init; } = 256 * 1024;

    /// <summary>How many redirects of one request are followed.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>The largest set of answer headers, in KiB (1024 bytes).</summary>
    public int MaxResponseHeaderKiB { get; init; } = 64;
}
