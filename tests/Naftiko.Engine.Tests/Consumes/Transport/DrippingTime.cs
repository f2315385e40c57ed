namespace Naftiko.Engine.Tests.Consumes.Transport;

/// <summary>A clock that moves 20 ms with each drop, and fires its timers as they come due.</summary>
internal sealed class DrippingTime : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<DripTimer> _timers = [];
    private TimeSpan _now;

    /// <summary>Whether a timer has come due.</summary>
    public bool HasExpired { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DripTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Drip()
    {
        List<DripTimer> due;
        lock (_lock)
        {
            _now += Step;
            due = _timers.FindAll(timer => timer.Due <= _now);
            due.ForEach(timer => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            HasExpired |= due.Count > 0;
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class DripTimer(DrippingTime time, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time._now + dueTime;
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
