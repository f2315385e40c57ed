using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Commands.Printing;

/// <summary>What is logged, and where to.</summary>
internal static class LogSetup
{
    public static ILoggerFactory Create(LogLevel level, TextWriter writer) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(level);
        if (level is LogLevel.Information)
        {
            // The table says which ports are open.
            logging.AddFilter("Naftiko.Host.Hosting.Listening", LogLevel.Warning);
            logging.AddFilter("Microsoft", LogLevel.Warning);
        }

        logging.AddFilter("ModelContextProtocol", level > LogLevel.Error ? level : LogLevel.Error);
        logging.AddProvider(new LineLoggerProvider(writer, TimeProvider.System));
    });
}
