using Naftiko.Host.Commands.Settings;

namespace Naftiko.Host.Tests.Commands.Settings;

public class DurationsTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("24H", 86_400_000)]
    public void TryParse_Duration_Milliseconds(string text, double milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s x")]
    [InlineData("25h")]
    [InlineData("24h1ms")]
    [InlineData("99999999999999999999h")]
    public void TryParse_Other_False(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData("55s")]
    [InlineData("1m30s")]
    [InlineData("1h5ms")]
    public void Write_Duration_ReadsBackTheSame(string text)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(text, Durations.Write(duration));
    }
}
