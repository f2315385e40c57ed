using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Commands.Printing;

/// <summary>What is logged, and where to.</summary>
internal static class LogSetup
{
    public static ILoggerFactory Create(LogLevel level, TextWriter writer)
    {
        var filter = new LoggerFilterOptions { MinLevel = level };
        filter.AddFilter("ModelContextProtocol", level > LogLevel.Error ? level : LogLevel.Error);
        if (level is LogLevel.Information)
        {
            // The table says which ports are open.
            filter.AddFilter("Naftiko.Host.Hosting.Listening", LogLevel.Warning);
            filter.AddFilter("Microsoft", LogLevel.Warning);
        }

        var loggers = new LoggerFactory([], filter);
        loggers.AddProvider(new LineLoggerProvider(writer, TimeProvider.System));
        return loggers;
    }
}
