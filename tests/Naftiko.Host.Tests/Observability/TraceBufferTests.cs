using System.Diagnostics;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Tests.Observability;

/// <summary>The ring of finished traces.</summary>
public sealed class TraceBufferTests
{
    [Fact]
    public void Traces_AreTheNewestFirst_AndNoMoreThanItHolds()
    {
        var buffer = new TraceBuffer(2);
        Assert.Empty(buffer.Traces);
        buffer.Add(Trace("one"));
        Assert.Equal(["one"], Names(buffer));
        buffer.Add(Trace("two"));
        buffer.Add(Trace("three"));
        Assert.Equal(["three", "two"], Names(buffer));
    }

    [Fact]
    public void Find_GivesAllThatATraceDidHere_TheEarliestFirst()
    {
        var buffer = new TraceBuffer(10);
        var id = ActivityTraceId.CreateRandom();
        buffer.Add(Trace("second", id, seconds: 2));
        buffer.Add(Trace("other"));
        buffer.Add(Trace("first", id, seconds: 1));
        Assert.Equal(["first", "second"], buffer.Find(id.ToHexString().ToUpperInvariant()).Select(t => t.Root?.Name));
        Assert.Empty(buffer.Find("00000000000000000000000000000000"));
    }

    [Fact]
    public void Trace_KeepsSomeSpans_AndCountsAll()
    {
        var trace = Trace("root");
        for (var i = 0; i < LocalTrace.MaxSpans + 7; i++)
        {
            trace.Add(Span("late", 3 + i), isRoot: false);
        }

        Assert.Equal(LocalTrace.MaxSpans, trace.Spans.Count);
        Assert.Equal(LocalTrace.MaxSpans + 8, trace.SpanCount);
        Assert.Equal("root", trace.Root?.Name);
    }

    private static IEnumerable<string?> Names(TraceBuffer buffer) => buffer.Traces.Select(t => t.Root?.Name);

    private static LocalTrace Trace(string name, ActivityTraceId? id = null, int seconds = 0)
    {
        using var root = new Activity(name);
        root.SetParentId(id ?? ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        root.Start();
        var trace = new LocalTrace(root);
        trace.Add(Span(name, seconds), isRoot: true);
        return trace;
    }

    private static LocalSpan Span(string name, int seconds) =>
        new("0000000000000001", null, name, ActivityKind.Server, DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeSpan.FromSeconds(1), IsError: false);
}
