using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Logging;

/// <summary>The names of log levels, as people write and read them.</summary>
internal static class LogLevelNames
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["information"] = LogLevel.Information,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["critical"] = LogLevel.Critical,
        ["none"] = LogLevel.None,
    };

    /// <summary>Every name that is understood.</summary>
    public static IReadOnlyCollection<string> All => Levels.Keys;

    public static bool TryParse([NotNullWhen(true)] string? name, out LogLevel level)
    {
        level = LogLevel.None;
        return name is not null && Levels.TryGetValue(name, out level);
    }

    /// <summary>The name that is written.</summary>
    public static string Of(LogLevel level) => level.ToString().ToLowerInvariant();
}
