using System.Collections.Concurrent;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>What a request holds from its start to the last byte of its answer: one cancellation source for its caller's cancellation and its time limits, and its slot.</summary>
/// <remarks>
/// Its timer is not set anew for each limit of each request: under load that is never. It rings when the first limit it was set for could have passed, looks how
/// long the request that is then served has left, and is set for that.
/// </remarks>
internal sealed class Deadline : CancellationTokenSource
{
    private const long Never = long.MaxValue;

    private readonly DeadlinePool _pool;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _due = Never; // when the limit that runs now is over, in the clock's ticks
    private long _rings = Never; // when the timer rings, never after _due
    private bool _isOver;
    private CancellationTokenRegistration _link;
    private CancellationToken _caller;
    private long _started;
    private bool _awaitsHeaders;
    private UpstreamSlots? _slots;

    public Deadline(DeadlinePool pool)
    {
        _pool = pool;
        _timer = pool.CreateTimer(static self => ((Deadline)self!).Ring(), this); // itself
    }

    /// <summary>Starts a request's clock and follows its caller's cancellation.</summary>
    public void Start(CancellationToken caller)
    {
        _started = _pool.Now;
        _caller = caller;
        _link = caller.UnsafeRegister(static source => ((Deadline)source!).Cancel(), this);
    }

    /// <summary>From here on, the headers' limit runs, within the total.</summary>
    public void AwaitHeaders()
    {
        var headers = _pool.Now + _pool.HeadersTicks;
        var total = _started + _pool.TotalTicks;
        _awaitsHeaders = headers < total;
        EndAt(Math.Min(headers, total));
    }

    /// <summary>The request has taken one of these slots.</summary>
    public void Hold(UpstreamSlots slots) => _slots = slots;

    /// <summary>From here on, only the total runs.</summary>
    public void AwaitTotal()
    {
        _awaitsHeaders = false;
        EndAt(_started + _pool.TotalTicks);
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
        bool isOver;
        lock (_lock)
        {
            _due = Never;
            isOver = _isOver;
        }

        if (isOver || !TryReset())
        {
            Dispose();
            return;
        }

        _pool.Return(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EndAt(long due)
    {
        lock (_lock)
        {
            _due = due;
            if (due < _rings)
            {
                SetTimer();
            }
        }
    }

    private void Ring()
    {
        lock (_lock)
        {
            _isOver = _due <= _pool.Now;
            if (!_isOver)
            {
                SetTimer();
                return;
            }
        }

        // The request may end at the same moment, and be disposed of because it is over.
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private void SetTimer()
    {
        _rings = _due;
        _timer.Change(_due == Never ? Timeout.InfiniteTimeSpan : _pool.Until(_due), Timeout.InfiniteTimeSpan);
    }
}

/// <summary>Deadlines that have not expired, for the next requests: a source with its timer is the dearest allocation of a short request.</summary>
internal sealed class DeadlinePool(UpstreamLimits limits, TimeProvider time)
{
    private const int MaxIdle = 256;

    private readonly ConcurrentQueue<Deadline> _idle = new();
    private int _idleCount;

    public UpstreamLimits Limits => limits;

    /// <summary>The headers' limit, in the clock's ticks.</summary>
    public long HeadersTicks { get; } = Ticks(limits.HeadersTimeout, time);

    /// <summary>The total limit, in the clock's ticks.</summary>
    public long TotalTicks { get; } = Ticks(limits.TotalTimeout, time);

    /// <summary>The clock's timestamp.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>How long it is until then, in whole milliseconds, the finest that timers know: rounded up, so that they do not ring before.</summary>
    public TimeSpan Until(long then) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, time.GetElapsedTime(Now, then).TotalMilliseconds)));

    /// <summary>A timer that is not set yet.</summary>
    public ITimer CreateTimer(TimerCallback ring, Deadline deadline)
    {
        if (!ExecutionContext.IsFlowSuppressed())
        {
            // It outlives the request that it is made for, and must not hold what flows with that one.
            using (ExecutionContext.SuppressFlow())
            {
                return CreateTimer(ring, deadline);
            }
        }

        return time.CreateTimer(ring, deadline, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Deadline Start(CancellationToken caller)
    {
        var deadline = Take() ?? new Deadline(this);
        deadline.Start(caller);
        return deadline;
    }

    public void Return(Deadline deadline)
    {
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

    private static long Ticks(TimeSpan limit, TimeProvider time) => (long)(limit.TotalSeconds * time.TimestampFrequency);
}
