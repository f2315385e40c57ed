namespace Naftiko.Host.Observability.Tracing;

/// <summary>The traces that finished last, as many as it has room for; an older one makes way. Thread-safe.</summary>
/// <param name="capacity">How many it holds.</param>
internal sealed class TraceBuffer(int capacity)
{
    private readonly Lock _lock = new();
    private readonly LocalTrace?[] _ring = new LocalTrace?[capacity];
    private long _added;

    public int Capacity => capacity;

    /// <summary>The traces, the newest first.</summary>
    public IReadOnlyList<LocalTrace> Traces
    {
        get
        {
            lock (_lock)
            {
                var count = (int)Math.Min(_added, capacity);
                return [.. Enumerable.Range(1, count).Select(age => _ring[(_added - age) % capacity]).OfType<LocalTrace>()];
            }
        }
    }

    /// <summary>Takes a trace whose root has ended.</summary>
    public void Add(LocalTrace trace)
    {
        lock (_lock)
        {
            _ring[_added++ % capacity] = trace;
        }
    }

    /// <summary>What this process did for a trace, the earliest first: a caller may send several requests in one.</summary>
    public IReadOnlyList<LocalTrace> Find(string traceId) =>
        [.. Traces.Where(t => t.TraceId.Equals(traceId, StringComparison.OrdinalIgnoreCase)).OrderBy(t => t.Root?.Start)];
}
