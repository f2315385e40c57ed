using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Logging;

/// <summary>
/// Logs one line an entry: time, level, category, message. Requests never wait for the writer: a thread of its own writes what has
/// gathered, and what comes faster than it can be written is dropped and counted.
/// </summary>
internal sealed class LineLoggerProvider : ILoggerProvider
{
    private const int MostWaiting = 16 * 1024;
    private const int MostAtOnce = 256;

    private readonly BlockingCollection<string> _lines = new(MostWaiting);
    private readonly TextWriter _writer;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private int _dropped;

    public LineLoggerProvider(TextWriter writer, TimeProvider time)
    {
        _writer = writer;
        _time = time;
        _thread = new Thread(WriteLines) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName);

    /// <summary>Writes what is waiting.</summary>
    public void Dispose()
    {
        _lines.CompleteAdding();
        _thread.Join();
        _lines.Dispose();
    }

    private void Add(string line)
    {
        try
        {
            if (!_lines.TryAdd(line))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
        catch (InvalidOperationException)
        {
            // A request that was cut off at the end of the process still had something to say.
        }
    }

    private void WriteLines()
    {
        var text = new StringBuilder();
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            text.Append(line).Append('\n');
            for (var i = 1; i < MostAtOnce && _lines.TryTake(out var next); i++)
            {
                text.Append(next).Append('\n');
            }

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                text.Append(CultureInfo.InvariantCulture, $"{dropped} log lines were dropped\n");
            }

            Write(text);
            text.Clear();
        }
    }

    /// <summary>A log that nobody reads any more must not end the server.</summary>
    private void Write(StringBuilder text)
    {
        try
        {
            _writer.Write(text);
            _writer.Flush();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // The reader of the pipe is gone.
        }
    }

    private sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = OneLine(formatter(state, exception));
            var line = string.Create(CultureInfo.InvariantCulture, $"{provider._time.GetLocalNow():HH:mm:ss.fff} {NameOf(logLevel)} {category}: {message}");
            provider.Add(exception is null ? line : $"{line}\n{exception}");
        }

        /// <summary>Foreign text must not forge lines or steer a terminal.</summary>
        private static string OneLine(string text) =>
            text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

        private static string NameOf(LogLevel level) => level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }
}
