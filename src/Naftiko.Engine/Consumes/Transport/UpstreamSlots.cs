namespace Naftiko.Engine.Consumes.Transport;

/// <summary>
/// How many requests to one consumed API of a capability may be in flight. Further ones wait in the order in which they came; beyond a bound they are
/// refused at once. As long as nobody waits, taking and freeing a slot is one interlocked operation each.
/// </summary>
/// <param name="limit">The slots.</param>
/// <param name="mostWaiting">How many may wait.</param>
internal sealed class UpstreamSlots(int limit, int mostWaiting)
{
    /// <summary>Set while somebody waits: then slots are not freed but handed on, in the lock.</summary>
    private const int HasWaiters = 1 << 30;

    private readonly LinkedList<TaskCompletionSource<bool>> _waiters = [];
    private readonly Lock _lock = new();
    private int _state; // the slots taken, and the flag above

    /// <summary>Takes a slot that is free and that nobody waits for.</summary>
    public bool TryTake()
    {
        for (var state = Volatile.Read(ref _state); state < limit;)
        {
            var seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }

        return false;
    }

    /// <summary>Takes a slot as soon as there is one.</summary>
    /// <returns>False when too many wait already, or when the wait is cancelled.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<bool>>? waiter = null;
        lock (_lock)
        {
            if (!TryTakeOrFlag())
            {
                if (_waiters.Count >= mostWaiting)
                {
                    ClearFlagWithoutWaiters();
                    return false;
                }

                waiter = _waiters.AddLast(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }

        if (waiter is null)
        {
            return true;
        }

        await using (cancellationToken.UnsafeRegister(_ => GiveUp(waiter), null))
        {
            return await waiter.Value.Task;
        }
    }

    /// <summary>Gives a slot back: to whoever has waited longest, if anybody does.</summary>
    public void Free()
    {
        for (var state = Volatile.Read(ref _state); state < HasWaiters;)
        {
            var seen = Interlocked.CompareExchange(ref _state, state - 1, state);
            if (seen == state)
            {
                return;
            }

            state = seen;
        }

        HandOn();
    }

    private void HandOn()
    {
        TaskCompletionSource<bool>? next;
        lock (_lock)
        {
            next = _waiters.First?.Value;
            if (next is null)
            {
                Interlocked.Decrement(ref _state);
                return;
            }

            _waiters.RemoveFirst();
            ClearFlagWithoutWaiters();
        }

        next.SetResult(true);
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<bool>> waiter)
    {
        lock (_lock)
        {
            if (waiter.List is null)
            {
                return; // it has its slot
            }

            _waiters.Remove(waiter);
            ClearFlagWithoutWaiters();
        }

        waiter.Value.SetResult(false);
    }

    /// <summary>Takes a slot, or else makes sure that no slot is freed past the lock.</summary>
    private bool TryTakeOrFlag()
    {
        while (!TryTake())
        {
            var state = Volatile.Read(ref _state);
            if (state >= HasWaiters || (state >= limit && Interlocked.CompareExchange(ref _state, state | HasWaiters, state) == state))
            {
                return false;
            }
        }

        return true;
    }

    private void ClearFlagWithoutWaiters()
    {
        if (_waiters.Count == 0)
        {
            Interlocked.And(ref _state, ~HasWaiters);
        }
    }
}
