using Microsoft.Extensions.Logging;
using Naftiko.Host.Logging;
using Naftiko.Host.Tests.Commands;

namespace Naftiko.Host.Tests.Logging;

public class LineLoggerProviderTests
{
    [Fact]
    public void Log_ForeignControlCharacters_StayOnOneLine()
    {
        var text = Write(LogLevel.Information, logger => logger.Log(LogLevel.Warning, default, "a\nforged \u001b[31mline", null, (state, _) => state));
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} warn Test\.Category: a forged  \[31mline\n$", text);
    }

    [Theory]
    [InlineData("ModelContextProtocol.Server", LogLevel.Warning, false)]
    [InlineData("ModelContextProtocol.Server", LogLevel.Error, true)]
    [InlineData("Microsoft.AspNetCore", LogLevel.Information, false)]
    [InlineData("Naftiko.Access", LogLevel.Information, true)]
    [InlineData("Naftiko.Access", LogLevel.Debug, false)]
    public void Create_DefaultLevel_WritesWhatIsWorthIt(string category, LogLevel level, bool isWritten) =>
        Assert.Equal(isWritten, Write(LogLevel.Information, logger => logger.Log(level, default, "said", null, (state, _) => state), category).Length > 0);

    [Fact]
    public void Create_None_WritesNothing() =>
        Assert.Empty(Write(LogLevel.None, logger => logger.Log(LogLevel.Critical, default, "said", null, (state, _) => state), "ModelContextProtocol"));

    private static string Write(LogLevel level, Action<ILogger> log, string category = "Test.Category")
    {
        var writer = new WatchedWriter();
        using (var process = new ProcessLog(level, writer))
        {
            log(process.Loggers.CreateLogger(category));
        }

        return writer.Text;
    }
}
