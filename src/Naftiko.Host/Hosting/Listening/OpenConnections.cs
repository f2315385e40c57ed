using Microsoft.AspNetCore.Connections;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>Counts the connections that clients hold open, from the moment they are accepted.</summary>
internal sealed class OpenConnections
{
    private readonly TaskCompletionSource _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isWaiting;
    private int _count;

    public void Add(ConnectionContext connection)
    {
        Interlocked.Increment(ref _count);
        connection.ConnectionClosed.UnsafeRegister(static self => ((OpenConnections)self!).Remove(), this); // itself
    }

    /// <summary>Completes when there is none. No more may come.</summary>
    public Task NoneAsync()
    {
        _isWaiting = true;
        if (Volatile.Read(ref _count) == 0)
        {
            _none.TrySetResult();
        }

        return _none.Task;
    }

    private void Remove()
    {
        if (Interlocked.Decrement(ref _count) == 0 && _isWaiting)
        {
            _none.TrySetResult();
        }
    }
}
