using System.Diagnostics;

namespace Naftiko.Engine.Observability;

/// <summary>
/// Reads where a request stands in a trace from what carries it, and writes it for the next one. What is malformed counts as not sent. Baggage
/// is never passed on: it would let callers put texts of theirs into requests to upstreams.
/// </summary>
public static class TraceHeaders
{
    private const string ParentHeader = "traceparent";
    private const int ParentLength = 55;
    private const string StateHeader = "tracestate";
    private const string Single = "b3";
    private const string TraceId = "X-B3-TraceId";
    private const string SpanId = "X-B3-SpanId";
    private const string Sampled = "X-B3-Sampled";
    private const string Flags = "X-B3-Flags";

    /// <summary>The caller's span; the default when it names none.</summary>
    /// <param name="find">The value of a header or of a member of MCP's <c>_meta</c>; null when there is none.</param>
    /// <param name="formats">The formats to look for; the first that is there and right counts.</param>
    public static ActivityContext Read(Func<string, string?> find, TraceFormats formats)
    {
        ArgumentNullException.ThrowIfNull(find);
        ActivityContext context = default;
        _ = (formats.HasFlag(TraceFormats.W3C) && TryReadW3C(find, out context))
            || ((formats & (TraceFormats.B3 | TraceFormats.B3Multi)) != 0 && (TryReadSingle(find, out context) || TryReadMulti(find, out context)));
        return context;
    }

    /// <summary>Says in a request which span it comes from.</summary>
    /// <param name="request">The request.</param>
    /// <param name="span">The span.</param>
    /// <param name="formats">In which formats.</param>
    internal static void Write(HttpRequestMessage request, ActivityContext span, TraceFormats formats)
    {
        var (trace, id, isSampled) = (span.TraceId.ToHexString(), span.SpanId.ToHexString(), span.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
        if (formats.HasFlag(TraceFormats.W3C))
        {
            Set(ParentHeader, $"00-{trace}-{id}-{(isSampled ? "01" : "00")}");
            Set(StateHeader, span.TraceState);
        }

        if (formats.HasFlag(TraceFormats.B3))
        {
            Set(Single, $"{trace}-{id}-{(isSampled ? '1' : '0')}");
        }

        if (formats.HasFlag(TraceFormats.B3Multi))
        {
            Set(TraceId, trace);
            Set(SpanId, id);
            Set(Sampled, isSampled ? "1" : "0");
        }

        // A request that is sent again has those of its first time.
        void Set(string name, string? value)
        {
            request.Headers.Remove(name);
            if (!string.IsNullOrEmpty(value))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>Whether a request says by itself which trace it belongs to: its file's author knows better.</summary>
    internal static bool AreIn(HttpRequestMessage request) =>
        request.Headers.NonValidated is { Count: > 0 } headers && (headers.Contains(ParentHeader) || headers.Contains(Single) || headers.Contains(TraceId));

    private static bool TryReadW3C(Func<string, string?> find, out ActivityContext context)
    {
        context = default;
        return find(ParentHeader) is { } parent && ActivityContext.TryParse(ThisVersion(parent.Trim()), TraceState.Limit(find(StateHeader)), isRemote: true, out context);
    }

    /// <summary>Of a later version than ours the part that is in ours: more may follow then (W3C Trace Context, section 3.2.2).</summary>
    private static string ThisVersion(string parent) =>
        parent.Length > ParentLength && parent[ParentLength] == '-' && !parent.StartsWith("00", StringComparison.Ordinal) ? parent[..ParentLength] : parent;

    /// <summary><c>{TraceId}-{SpanId}-{SamplingState}-{ParentSpanId}</c>, the last two optional.</summary>
    private static bool TryReadSingle(Func<string, string?> find, out ActivityContext context)
    {
        context = default;
        return find(Single)?.Trim().Split('-') is [var trace, var span, .. var rest] && rest.Length <= 2
            && TryMake(trace, span, rest.Length == 0 ? null : rest[0], out context);
    }

    private static bool TryReadMulti(Func<string, string?> find, out ActivityContext context)
    {
        context = default;
        return find(TraceId) is { } trace && find(SpanId) is { } span && TryMake(trace.Trim(), span.Trim(), find(Flags)?.Trim() == "1" ? "d" : find(Sampled)?.Trim(), out context);
    }

    /// <summary>A sampling state that is not sent leaves the decision to us.</summary>
    private static bool TryMake(string trace, string span, string? state, out ActivityContext context)
    {
        context = default;
        ActivityTraceFlags? flags = state switch
        {
            null or "1" or "d" or "true" => ActivityTraceFlags.Recorded,
            "0" or "false" => ActivityTraceFlags.None,
            _ => null,
        };
        if (flags is null || trace.Length is not (16 or 32) || !IsId(trace) || span.Length != 16 || !IsId(span))
        {
            return false;
        }

        context = new ActivityContext(
            ActivityTraceId.CreateFromString(trace.PadLeft(32, '0')), ActivitySpanId.CreateFromString(span), flags.Value, traceState: null, isRemote: true);
        return true;
    }

    private static bool IsId(string text) => text.All(char.IsAsciiHexDigitLower) && text.Any(c => c != '0');
}
