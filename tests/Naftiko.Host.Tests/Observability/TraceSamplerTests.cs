using System.Diagnostics;
using Naftiko.Host.Observability.Tracing;

namespace Naftiko.Host.Tests.Observability;

/// <summary>Which traces are recorded.</summary>
public sealed class TraceSamplerTests
{
    [Theory]
    [InlineData("00000000000000000000000000000001", true)]
    [InlineData("ffffffffffffffff0000000000000000", true)]
    [InlineData("00000000000000007fffffffffffffff", true)]
    [InlineData("00000000000000008000000000000000", false)]
    [InlineData("0000000000000000ffffffffffffffff", false)]
    public void Half_IsDecidedByTheRightHalfOfTheId(string traceId, bool isSampled)
    {
        var sampler = new TraceSampler(0.5, FollowsParent: false);
        Assert.Equal(isSampled, sampler.IsSampled(ActivityTraceId.CreateFromString(traceId), default));
        Assert.Equal(isSampled, sampler.IsSampled(ActivityTraceId.CreateFromString(traceId), Parent(!isSampled)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void NoneAndAll_AreThat(double ratio, bool isSampled)
    {
        var sampler = new TraceSampler(ratio, FollowsParent: false);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(isSampled, sampler.IsSampled(ActivityTraceId.CreateRandom(), default)));
        Assert.Equal(isSampled, sampler.IsSampled(ActivityTraceId.CreateFromString("ffffffffffffffffffffffffffffffff"), default));
    }

    [Fact]
    public void Share_IsThatOfRandomIds()
    {
        var sampler = new TraceSampler(0.25, FollowsParent: false);
        var random = new Random(7);
        var id = new byte[16];
        var count = Enumerable.Range(0, 10_000).Count(_ =>
        {
            random.NextBytes(id);
            return sampler.IsSampled(ActivityTraceId.CreateFromBytes(id), default);
        });
        Assert.InRange(count, 2300, 2700);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FollowingOne_LeavesItToTheCaller(bool isSampled)
    {
        Assert.Equal(isSampled, new TraceSampler(isSampled ? 0 : 1, FollowsParent: true).IsSampled(ActivityTraceId.CreateRandom(), Parent(isSampled)));
        Assert.True(TraceSampler.Default.IsSampled(ActivityTraceId.CreateRandom(), default));
    }

    private static ActivityContext Parent(bool isSampled) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), isSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, null, isRemote: true);
}
