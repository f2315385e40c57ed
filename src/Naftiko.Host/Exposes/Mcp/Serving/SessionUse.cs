using ModelContextProtocol.Protocol;

namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>What a message has of its session until it is disposed: the session stays in use, and a request can be cancelled by its client or the session's end.</summary>
internal sealed class SessionUse : CancellationTokenSource
{
    private readonly McpSession _session;
    private readonly CancellationTokenRegistration _link;
    private RequestId? _id;

    /// <param name="session">The session, which has been entered.</param>
    /// <param name="aborted">Fires when the client leaves.</param>
    public SessionUse(McpSession session, CancellationToken aborted)
    {
        _session = session;
        _link = aborted.UnsafeRegister(static self => ((SessionUse)self!).Cancel(), this); // itself
    }

    /// <summary>Takes a request on, so that a cancellation can find it.</summary>
    /// <returns>False when its id is already in flight.</returns>
    public bool TryBegin(RequestId id)
    {
        if (!_session.TryAdd(id, this))
        {
            return false;
        }

        _id = id;
        return true;
    }

    /// <summary>Cancels the request, if it still runs.</summary>
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
            if (_id is { } id)
            {
                _session.Remove(id);
            }

            _link.Dispose();
            _session.Leave();
        }

        base.Dispose(disposing);
    }
}
