using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Observability.Export;

/// <summary>Logs what keeps telemetry from being sent: OpenTelemetry tells it by events only, which nobody sees. Each kind at most once a minute.</summary>
internal sealed partial class ExportLog(ILoggerFactory loggers, TimeProvider time) : EventListener
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = loggers.CreateLogger("Naftiko.Telemetry");
    private readonly ConcurrentDictionary<string, long> _told = new(StringComparer.Ordinal);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("OpenTelemetry", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class may call before the fields are there.
        if (_told is null || eventData.Message is not { } message || !IsTime(eventData.EventName ?? ""))
        {
            return;
        }

        var text = string.Format(CultureInfo.InvariantCulture, message, [.. (eventData.Payload ?? []).Select(p => FirstLine(p?.ToString() ?? ""))]);
        LogTrouble(_log, text);
    }

    private bool IsTime(string name)
    {
        var now = time.GetTimestamp();
        return _told.AddOrUpdate(name, now, (_, last) => time.GetElapsedTime(last, now) >= Silence ? now : last) == now;
    }

    /// <summary>Exceptions come whole; what happened stands in their first line.</summary>
    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();

    [LoggerMessage(LogLevel.Warning, "telemetry: {Text}")]
    private static partial void LogTrouble(ILogger logger, string text);
}
