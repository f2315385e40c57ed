using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Logging;

/// <summary>Gives what is logged to those who read along. While nobody does, nothing is even formatted. Thread-safe.</summary>
internal sealed class LogFeed(TimeProvider time) : ILoggerProvider
{
    /// <summary>The name that log messages have for the capability file which they concern; it need not be in their text.</summary>
    private const string FileKey = "file";

    private ImmutableList<LogSubscription> _readers = [];

    private TimeProvider Time => time;

    /// <summary>Reads along until the subscription is disposed of.</summary>
    /// <param name="isWanted">Whether the reader is to see an entry; asked by whoever logs, so it must be quick.</param>
    public LogSubscription Subscribe(Func<LogEntry, bool> isWanted)
    {
        var reader = new LogSubscription(isWanted, gone => ImmutableInterlocked.Update(ref _readers, readers => readers.Remove(gone)));
        ImmutableInterlocked.Update(ref _readers, readers => readers.Add(reader));
        return reader;
    }

    public ILogger CreateLogger(string categoryName) => new FeedLogger(this, categoryName);

    public void Dispose() => _readers = [];

    private sealed class FeedLogger(LogFeed feed, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && !feed._readers.IsEmpty;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var readers = feed._readers;
            if (readers.IsEmpty)
            {
                return;
            }

            var entry = new LogEntry(feed.Time.GetUtcNow(), logLevel, category, formatter(state, exception), FileOf(state), exception?.GetType().Name);
            foreach (var reader in readers)
            {
                reader.Offer(entry);
            }
        }

        private static string? FileOf<TState>(TState state)
        {
            if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
            {
                foreach (var (key, value) in values)
                {
                    if (key.Equals(FileKey, StringComparison.OrdinalIgnoreCase))
                    {
                        return value as string;
                    }
                }
            }

            return null;
        }
    }
}
