using System.Diagnostics;

namespace Naftiko.Host.Observability.Tracing;

/// <summary>
/// What this process did for one request: its span and those below it. Spans that end after the request's are added as long as the trace is
/// kept anywhere; nothing else holds it. Thread-safe.
/// </summary>
internal sealed class LocalTrace
{
    /// <summary>The most spans that are kept of a trace; further ones are only counted.</summary>
    public const int MaxSpans = 500;

    private readonly Lock _lock = new();
    private readonly List<LocalSpan> _spans = [];

    public LocalTrace(Activity root) => TraceId = root.TraceId.ToHexString();

    /// <summary>32 hexadecimal digits.</summary>
    public string TraceId { get; }

    /// <summary>The request's span; null until it has ended.</summary>
    public LocalSpan? Root { get; private set; }

    /// <summary>How many spans have ended so far.</summary>
    public int SpanCount { get; private set; }

    /// <summary>The spans in the order they began.</summary>
    public IReadOnlyList<LocalSpan> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans.OrderBy(s => s.Start)];
            }
        }
    }

    /// <summary>Takes a span that has ended.</summary>
    public void Add(LocalSpan span, bool isRoot)
    {
        lock (_lock)
        {
            SpanCount++;
            Root = isRoot ? span : Root;
            if (isRoot || _spans.Count < MaxSpans)
            {
                _spans.Add(span);
            }
        }
    }
}
