using System.Collections.Concurrent;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>What a request holds from its start to the last byte of its answer: one cancellation source for its caller's cancellation and its time limits, and its slot.</summary>
internal sealed class Deadline(DeadlinePool pool) : CancellationTokenSource(pool.Limits.TotalTimeout, pool.Time)
{
    private readonly DeadlinePool _pool = pool;
    private CancellationTokenRegistration _link;
    private CancellationToken _caller;
    private long _started;
    private bool _awaitsHeaders;
    private UpstreamSlots? _slots;

    /// <summary>Starts a request's clock and follows its caller's cancellation.</summary>
    public void Start(CancellationToken caller)
    {
        _started = _pool.Time.GetTimestamp();
        _caller = caller;
        _link = caller.UnsafeRegister(static source => ((Deadline)source!).Cancel(), this);
    }

    /// <summary>From here on, the headers' limit runs, within the total.</summary>
    public void AwaitHeaders()
    {
        var rest = Rest();
        _awaitsHeaders = _pool.Limits.HeadersTimeout < rest;
        CancelAfter(_awaitsHeaders ? _pool.Limits.HeadersTimeout : rest);
    }

    /// <summary>The request has taken one of these slots.</summary>
    public void Hold(UpstreamSlots slots) => _slots = slots;

    /// <summary>From here on, only the total runs.</summary>
    public void AwaitTotal()
    {
        _awaitsHeaders = false;
        CancelAfter(Rest());
    }

    /// <summary>Which limit ended the request; a caller who gave up gets the cancellation instead.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Failure Expired(Uri target)
    {
        _caller.ThrowIfCancellationRequested();
        return _awaitsHeaders ? UpstreamFailures.HeadersLate(target, _pool.Limits) : UpstreamFailures.TotalExceeded(target, _pool.Limits);
    }

    /// <summary>Ends the request and frees its slot. The source may serve another one at once: nobody may use it after this.</summary>
    public void Release()
    {
        _link.Dispose();
        _caller = default;
        _slots?.Free();
        _slots = null;
        _pool.Return(this);
    }

    private TimeSpan Rest()
    {
        var rest = _pool.Limits.TotalTimeout - _pool.Time.GetElapsedTime(_started);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}

/// <summary>Deadlines that have not expired, for the next requests: a source with its timer is the dearest allocation of a short request.</summary>
internal sealed class DeadlinePool(UpstreamLimits limits, TimeProvider time)
{
    private const int MaxIdle = 256;

    private readonly ConcurrentQueue<Deadline> _idle = new();
    private int _idleCount;

    public UpstreamLimits Limits => limits;

    public TimeProvider Time => time;

    public Deadline Start(CancellationToken caller)
    {
        var deadline = Take() ?? new Deadline(this);
        deadline.Start(caller);
        return deadline;
    }

    public void Return(Deadline deadline)
    {
        if (!deadline.TryReset())
        {
            deadline.Dispose();
            return;
        }

        if (Interlocked.Increment(ref _idleCount) <= MaxIdle)
        {
            _idle.Enqueue(deadline);
            return;
        }

        Interlocked.Decrement(ref _idleCount);
        deadline.Dispose();
    }

    private Deadline? Take()
    {
        if (!_idle.TryDequeue(out var deadline))
        {
            return null;
        }

        Interlocked.Decrement(ref _idleCount);
        return deadline;
    }
}
