using System.Collections.Concurrent;
using System.Diagnostics;
using Naftiko.Engine.Observability;

namespace Naftiko.Host.Observability.Tracing;

/// <summary>
/// The one listener of spans: decides for each trace whether it is recorded, and gives each span that ends to those that its capability's
/// spans go to. Capabilities are told apart by the source of their spans. Thread-safe.
/// </summary>
internal sealed class SpanRouter : IDisposable
{
    private const string TraceProperty = "naftiko.trace";

    private readonly ConcurrentDictionary<ActivitySource, SpanRoute> _routes = new();
    private readonly ActivityListener _listener;

    public SpanRouter()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.ScopeName,
            Sample = Sample,
            ActivityStarted = OnStarted,
            ActivityStopped = OnStopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Takes the spans of a source from now on, or takes them elsewhere.</summary>
    public void Set(ActivitySource source, SpanRoute route) => _routes[source] = route;

    public void Remove(ActivitySource source) => _routes.TryRemove(source, out _);

    public void Dispose() => _listener.Dispose();

    /// <summary>A trace is recorded whole: spans below the request's follow it. One that is not is still carried on, so that others know that it is not.</summary>
    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options)
    {
        if (!_routes.TryGetValue(options.Source, out var route))
        {
            return ActivitySamplingResult.None;
        }

        var parent = options.Parent;
        if (parent.TraceId != default && !parent.IsRemote)
        {
            return parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None;
        }

        return route.Sampler.IsSampled(options.TraceId, parent) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData;
    }

    /// <summary>The request's span carries what becomes of its trace: who no longer has the one no longer has the other.</summary>
    private void OnStarted(Activity span)
    {
        if (span is { Parent: null, Recorded: true } && _routes.TryGetValue(span.Source, out var route) && route.Buffers.Count > 0)
        {
            span.SetCustomProperty(TraceProperty, new LocalTrace(span));
        }
    }

    private void OnStopped(Activity span)
    {
        if (!span.Recorded || !_routes.TryGetValue(span.Source, out var route))
        {
            return;
        }

        var root = span;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (root.GetCustomProperty(TraceProperty) is LocalTrace trace)
        {
            Keep(trace, span, root == span, route.Buffers);
        }

        foreach (var exporter in route.Exporters)
        {
            exporter.OnEnd(span);
        }
    }

    private static void Keep(LocalTrace trace, Activity span, bool isRoot, IReadOnlyList<TraceBuffer> buffers)
    {
        trace.Add(LocalSpan.Of(span), isRoot);
        if (isRoot)
        {
            foreach (var buffer in buffers)
            {
                buffer.Add(trace);
            }
        }
    }
}
