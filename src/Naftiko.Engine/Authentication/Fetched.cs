using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Authentication;

/// <summary>
/// Something of another server that is kept for a while: fetched when it is first needed, by one request however many wait for it, and
/// again when it is due or refused. A caller that gives up does not take the others' request with it.
/// </summary>
/// <param name="fetch">Fetches it.</param>
/// <param name="pause">The least time between two requests, so that what strangers send cannot make us press the other server.</param>
/// <param name="time">The clock.</param>
public sealed class Fetched<T>(Func<Task<Fetch<T>>> fetch, TimeSpan pause, TimeProvider time)
    where T : class
{
    /// <summary>After a failure it need not be as long: the other server may just be starting.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile Kept? _kept;
    private Task<Fetch<T>>? _running;
    private Failure? _failure;
    private long? _started;

    /// <summary>It, fetched if need be. What is due but still good is used when it cannot be fetched.</summary>
    public async ValueTask<Fetch<T>> GetAsync(CancellationToken cancellationToken)
    {
        if (_kept is { } kept && !IsOver(kept, kept.RenewAfter))
        {
            return new Fetch<T>(kept.Value, null);
        }

        var fetched = await FetchAsync(kept => !IsOver(kept, kept.RenewAfter), cancellationToken);
        return fetched.Failure is not null && _kept is { } old && !IsOver(old, old.GoodFor) ? new Fetch<T>(old.Value, null) : fetched;
    }

    /// <summary>Another than the one that was of no use; that same one when it is too early to ask again.</summary>
    public ValueTask<Fetch<T>> RenewAsync(T useless, CancellationToken cancellationToken) =>
        FetchAsync(kept => !kept.Value.Equals(useless), cancellationToken);

    private ValueTask<Fetch<T>> FetchAsync(Predicate<Kept> isEnough, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_kept is { } kept && isEnough(kept))
            {
                return new(new Fetch<T>(kept.Value, null));
            }

            if (_running is null)
            {
                if (_started is { } last && time.GetElapsedTime(last) < (_failure is null || pause < PauseAfterFailure ? pause : PauseAfterFailure))
                {
                    return new(_failure is null ? new Fetch<T>(_kept?.Value, null) : new Fetch<T>(null, _failure));
                }

                _started = time.GetTimestamp();
                _running = RunAsync();
            }

            return new(_running.WaitAsync(cancellationToken));
        }
    }

    private async Task<Fetch<T>> RunAsync()
    {
        await Task.Yield(); // the lock is held by who starts this
        try
        {
            var fetched = await fetch();
            lock (_lock)
            {
                _failure = fetched.Failure;
                _kept = fetched.Value is { } value ? new Kept(value, time.GetTimestamp(), fetched.RenewAfter, fetched.GoodFor) : _kept;
            }

            return fetched;
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }
        }
    }

    private bool IsOver(Kept kept, TimeSpan after) => time.GetElapsedTime(kept.Since) >= after;

    private sealed record Kept(T Value, long Since, TimeSpan RenewAfter, TimeSpan GoodFor);
}
