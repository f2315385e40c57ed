using System.Diagnostics;
using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Tests.Observability;

/// <summary>Trace context in W3C's format and in Zipkin's, read and written.</summary>
public sealed class TraceHeadersTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    [InlineData($"00-{Trace}-{Span}-01", true)]
    [InlineData($"00-{Trace}-{Span}-00", false)]
    [InlineData($" 00-{Trace}-{Span}-01 ", true)]
    [InlineData($"cc-{Trace}-{Span}-01-what-the-future-is", true)]
    public void Read_TraceParent(string parent, bool isSampled)
    {
        var context = Read(TraceFormats.W3C, ("traceparent", parent));
        Assert.Equal(Trace, context.TraceId.ToHexString());
        Assert.Equal(Span, context.SpanId.ToHexString());
        Assert.Equal(isSampled, context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
        Assert.True(context.IsRemote);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData($"00-{Trace}-{Span}")]
    [InlineData($"00-{Trace}-{Span}-1")]
    [InlineData($"00-{Trace}-{Span}-01-more")]
    [InlineData($"ff-{Trace}-{Span}-01")]
    [InlineData($"00-00000000000000000000000000000000-{Span}-01")]
    [InlineData($"00-{Trace}-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01")]
    [InlineData($"00-{Trace}-{Span}-01,00-{Trace}-{Span}-01")]
    public void Read_MalformedTraceParent_IsNone(string parent) => Assert.Equal(default, Read(TraceFormats.W3C, ("traceparent", parent), ("tracestate", "a=1")));

    [Theory]
    [InlineData($"{Trace}-{Span}-1", Trace, true)]
    [InlineData($"{Trace}-{Span}-d", Trace, true)]
    [InlineData($"{Trace}-{Span}-0", Trace, false)]
    [InlineData($"{Trace}-{Span}-1-05e3ac9a4f6e3b90", Trace, true)]
    [InlineData($"{Trace}-{Span}", Trace, true)]
    [InlineData($"8448eb211c80319c-{Span}-1", "00000000000000008448eb211c80319c", true)]
    public void Read_B3InOneHeader(string value, string trace, bool isSampled)
    {
        var context = Read(TraceFormats.B3Multi, ("b3", value));
        Assert.Equal(trace, context.TraceId.ToHexString());
        Assert.Equal(Span, context.SpanId.ToHexString());
        Assert.Equal(isSampled, context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("true", null, true)]
    [InlineData("0", null, false)]
    [InlineData("0", "1", true)]
    [InlineData(null, null, true)]
    public void Read_B3InManyHeaders(string? sampled, string? flags, bool isSampled)
    {
        var context = Read(TraceFormats.B3, ("X-B3-TraceId", Trace), ("X-B3-SpanId", Span), ("X-B3-Sampled", sampled), ("X-B3-Flags", flags));
        Assert.Equal(Trace, context.TraceId.ToHexString());
        Assert.Equal(isSampled, context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
    }

    [Theory]
    [InlineData("0")]
    [InlineData($"{Trace}")]
    [InlineData($"{Trace}-{Span}-2")]
    [InlineData($"{Trace}-{Span}-1-05e3ac9a4f6e3b90-x")]
    [InlineData($"{Trace}-b7ad-1")]
    [InlineData($"00000000000000000000000000000000-{Span}-1")]
    [InlineData($"0AF7651916CD43DD8448EB211C80319C-{Span}-1")]
    public void Read_MalformedB3_IsNone(string value) => Assert.Equal(default, Read(TraceFormats.B3, ("b3", value)));

    [Fact]
    public void Read_LooksOnlyForWhatIsAsked()
    {
        Assert.Equal(default, Read(TraceFormats.B3, ("traceparent", $"00-{Trace}-{Span}-01")));
        Assert.Equal(default, Read(TraceFormats.W3C, ("b3", $"{Trace}-{Span}-1")));
        Assert.Equal(default, Read(TraceFormats.None, ("traceparent", $"00-{Trace}-{Span}-01"), ("b3", $"{Trace}-{Span}-1")));
    }

    [Theory]
    [InlineData(TraceFormats.W3C, true, $"traceparent: 00-{Trace}-{Span}-01|tracestate: a=1")]
    [InlineData(TraceFormats.W3C, false, $"traceparent: 00-{Trace}-{Span}-00|tracestate: a=1")]
    [InlineData(TraceFormats.B3, true, $"b3: {Trace}-{Span}-1")]
    [InlineData(TraceFormats.B3Multi, false, $"X-B3-TraceId: {Trace}|X-B3-SpanId: {Span}|X-B3-Sampled: 0")]
    [InlineData(TraceFormats.W3C | TraceFormats.B3, true, $"traceparent: 00-{Trace}-{Span}-01|tracestate: a=1|b3: {Trace}-{Span}-1")]
    [InlineData(TraceFormats.None, true, "")]
    public void Write_SaysWhereTheRequestComesFrom(TraceFormats formats, bool isSampled, string expected)
    {
        using var request = new HttpRequestMessage();
        var flags = isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        var span = new ActivityContext(ActivityTraceId.CreateFromString(Trace), ActivitySpanId.CreateFromString(Span), flags, "a=1");
        TraceHeaders.Write(request, span, formats);
        TraceHeaders.Write(request, span, formats);
        Assert.Equal(expected, string.Join('|', request.Headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}")));
    }

    private static ActivityContext Read(TraceFormats formats, params (string Name, string? Value)[] headers) =>
        TraceHeaders.Read(name => Array.Find(headers, h => h.Name == name).Value, formats);
}
