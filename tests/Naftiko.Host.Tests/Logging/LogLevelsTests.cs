using Microsoft.Extensions.Logging;
using Naftiko.Host.Logging;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Logging;

public sealed class LogLevelsTests
{
    [Fact]
    public void Set_WhileLoggersAreInUse_IsFollowedAtOnce()
    {
        var writer = new WatchedWriter();
        using (var log = new ProcessLog(LogLevel.Information, writer))
        {
            var logger = log.Loggers.CreateLogger("Naftiko.Access");
            Log(logger, LogLevel.Debug, "before");
            log.Levels.Set(LogLevel.Debug);
            Log(logger, LogLevel.Debug, "fine");
            log.Levels.TrySet("Naftiko", LogLevel.Error);
            Log(logger, LogLevel.Warning, "hushed");
            log.Levels.TrySet("Naftiko.Access", LogLevel.Warning);
            Log(logger, LogLevel.Warning, "loud");
            log.Levels.TrySet("Naftiko.Access", null);
            Log(logger, LogLevel.Warning, "hushed again");
        }

        Assert.Equal(["fine", "loud"], writer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.LastIndexOf(' ') + 1)..]));
    }

    [Fact]
    public void TrySet_AboveTheLimit_IsRefused_AndWhatIsThereCanStillChange()
    {
        using var log = new ProcessLog(LogLevel.Information, TextWriter.Null);
        var room = LogLevels.MaxCategories - log.Levels.Categories.Count;

        Assert.All(Enumerable.Range(0, room), i => Assert.True(log.Levels.TrySet($"Category{i}", LogLevel.Debug)));

        Assert.False(log.Levels.TrySet("OneMore", LogLevel.Debug));
        Assert.True(log.Levels.TrySet("Category0", LogLevel.Error));
        Assert.True(log.Levels.TrySet("Category0", null));
        Assert.True(log.Levels.TrySet("OneMore", LogLevel.Debug));
    }

    private static void Log(ILogger logger, LogLevel level, string message) => logger.Log(level, default, message, null, (state, _) => state);
}
