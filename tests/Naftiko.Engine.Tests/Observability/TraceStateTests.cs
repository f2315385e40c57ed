using Naftiko.Engine.Observability;

namespace Naftiko.Engine.Tests.Observability;

/// <summary>What of a caller's <c>tracestate</c> is passed on.</summary>
public sealed class TraceStateTests
{
    [Theory]
    [InlineData("a=1", "a=1")]
    [InlineData("a=1, b=2 ,,c=3", "a=1,b=2,c=3")]
    [InlineData("tenant@vendor=x y/z;:\"", "tenant@vendor=x y/z;:\"")]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData("a", null)]
    [InlineData("=1", null)]
    [InlineData("a=", null)]
    [InlineData("A=1", null)]
    [InlineData("a=1=2", null)]
    [InlineData("a=1,a=2", null)]
    [InlineData("a=é", null)]
    [InlineData("a=1\r\nx: y", null)]
    public void Limit_PassesOnWhatKeepsTheRules(string? given, string? expected) => Assert.Equal(expected, TraceState.Limit(given));

    [Fact]
    public void Limit_TooManyMembers_PassesOnNone()
    {
        Assert.NotNull(TraceState.Limit(string.Join(',', Enumerable.Range(0, 32).Select(i => $"k{i}=v"))));
        Assert.Null(TraceState.Limit(string.Join(',', Enumerable.Range(0, 33).Select(i => $"k{i}=v"))));
    }

    [Fact]
    public void Limit_TooLong_CutsWholeMembersFromTheEnd()
    {
        var limited = TraceState.Limit($"a={new string('x', 250)},b={new string('y', 250)},c={new string('z', 250)}");
        Assert.Equal($"a={new string('x', 250)},b={new string('y', 250)}", limited);
        Assert.Null(TraceState.Limit($"a={new string('x', 257)}"));
    }
}
