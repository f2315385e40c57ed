using Naftiko.Host.Commands.Printing;
using Naftiko.Host.Loading;
using Naftiko.Host.Tests.Exposes.Mcp;

namespace Naftiko.Host.Tests.Commands.Printing;

public sealed class LoadProgressLineTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _writer = new();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void Report_Soon_SaysNothing()
    {
        using (var line = new LoadProgressLine(_writer, _time))
        {
            _time.Advance(TimeSpan.FromMilliseconds(299));
            line.Report(new LoadProgress(1, 2));
        }

        Assert.Empty(_writer.ToString());
    }

    [Fact]
    public void Report_ForLong_OneLineNowAndThenThatIsGoneAtTheEnd()
    {
        using (var line = new LoadProgressLine(_writer, _time))
        {
            _time.Advance(TimeSpan.FromMilliseconds(300));
            line.Report(new LoadProgress(1_000, 4_500));
            line.Report(new LoadProgress(1_001, 4_500));
            _time.Advance(TimeSpan.FromMilliseconds(100));
            line.Report(new LoadProgress(2_000, 4_500));
        }

        Assert.Equal("\rloading: 1,000 of 4,500 files\rloading: 2,000 of 4,500 files\r" + new string(' ', 29) + "\r", _writer.ToString());
    }
}
