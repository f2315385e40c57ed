using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Logging;

/// <summary>The log of the process: what goes in, where it is written, and who reads along.</summary>
internal sealed class ProcessLog : IDisposable
{
    /// <param name="level">What is logged at least.</param>
    /// <param name="writer">Where to.</param>
    public ProcessLog(LogLevel level, TextWriter writer)
    {
        Levels = new LogLevels(level, CategoriesAt(level));
        Feed = new LogFeed(TimeProvider.System);
        Loggers = new LoggerFactory([], Levels);
        Loggers.AddProvider(new LineLoggerProvider(writer, TimeProvider.System));
        Loggers.AddProvider(Feed);
    }

    public ILoggerFactory Loggers { get; }

    public LogLevels Levels { get; }

    public LogFeed Feed { get; }

    public void Dispose() => Loggers.Dispose();

    private static ImmutableSortedDictionary<string, LogLevel> CategoriesAt(LogLevel level)
    {
        // The MCP SDK logs every failing request with its stack.
        var categories = ImmutableSortedDictionary<string, LogLevel>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
            .Add("ModelContextProtocol", level > LogLevel.Error ? level : LogLevel.Error);

        // The table says which ports are open.
        return level is LogLevel.Information
            ? categories.Add("Naftiko.Host.Hosting.Listening", LogLevel.Warning).Add("Microsoft", LogLevel.Warning)
            : categories;
    }
}
