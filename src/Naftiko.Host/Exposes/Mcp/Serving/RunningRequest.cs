namespace Naftiko.Host.Exposes.Mcp.Serving;

/// <summary>A session's request in flight: what its client, or the end of its session, can cancel.</summary>
/// <param name="aborted">Fires when the client leaves.</param>
internal sealed class RunningRequest(CancellationToken aborted) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(aborted);

    public CancellationToken Cancelled => _source.Token;

    public void Cancel()
    {
        // A request that ends at the same moment has already disposed of the source.
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    public void Dispose() => _source.Dispose();
}
