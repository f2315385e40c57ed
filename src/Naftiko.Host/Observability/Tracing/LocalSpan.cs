using System.Diagnostics;

namespace Naftiko.Host.Observability.Tracing;

/// <summary>A finished span, as the control port shows it.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">The span that it belongs to, which the caller of this process may have; null for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="IsError">Whether it failed.</param>
internal sealed record LocalSpan(string SpanId, string? ParentSpanId, string Name, ActivityKind Kind, DateTimeOffset Start, TimeSpan Duration, bool IsError)
{
    public static LocalSpan Of(Activity span) => new(
        span.SpanId.ToHexString(),
        span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
        span.DisplayName,
        span.Kind,
        new DateTimeOffset(span.StartTimeUtc, TimeSpan.Zero),
        span.Duration,
        span.Status == ActivityStatusCode.Error);
}
