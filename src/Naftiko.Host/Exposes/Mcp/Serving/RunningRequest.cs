using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>A session's request in flight, until it is disposed: what its client, or the end of its session, can cancel.</summary>
internal sealed class RunningRequest : CancellationTokenSource
{
    private readonly McpSession _session;
    private readonly RequestId _id;
    private readonly CancellationTokenRegistration _link;

    /// <param name="session">Its session.</param>
    /// <param name="id">Its id there.</param>
    /// <param name="aborted">Fires when the client leaves.</param>
    public RunningRequest(McpSession session, RequestId id, CancellationToken aborted)
    {
        _session = session;
        _id = id;
        _link = aborted.UnsafeRegister(static self => ((RunningRequest)self!).Cancel(), this); // itself
    }

    /// <summary>Cancels it, if it still runs.</summary>
    public void Withdraw()
    {
        // A request that ends at the same moment has already disposed of the source.
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _session.End(this, _id);
            _link.Dispose();
        }

        base.Dispose(disposing);
    }
}
