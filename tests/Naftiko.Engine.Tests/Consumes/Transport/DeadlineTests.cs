using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

/// <summary>Limits on a clock that moves in steps of 20 ms: three of them for the headers, five in all.</summary>
public sealed class DeadlineTests
{
    private static readonly Uri Target = new("http://upstream.test/");
    private static readonly UpstreamLimits Limits = new() { HeadersTimeout = TimeSpan.FromMilliseconds(60), TotalTimeout = TimeSpan.FromMilliseconds(100) };

    private readonly DrippingTime _time = new();
    private readonly DeadlinePool _pool;

    public DeadlineTests() => _pool = new DeadlinePool(Limits, _time);

    [Fact]
    public void AwaitHeaders_NoHeaders_EndsAtTheirLimit() => AssertEndsAfter(3, Start(), "headers");

    [Fact]
    public void AwaitTotal_AfterTheHeaders_EndsAtTheTotalLimit()
    {
        var deadline = Start();
        deadline.AwaitTotal();
        AssertEndsAfter(5, deadline, "total");
    }

    [Fact]
    public void AwaitHeaders_OfRedirects_EndsWithinTheTotal()
    {
        var deadline = Start();
        Drip(2);
        deadline.AwaitHeaders();
        Drip(2);
        deadline.AwaitHeaders();
        AssertEndsAfter(1, deadline, "total");
    }

    /// <summary>The timer set for a request that has ended rings, early or late, for the next one, which has its own time.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 10)]
    public void Start_Reused_HasItsOwnTime(int stepsUsed, int stepsIdle)
    {
        var first = Start();
        Drip(stepsUsed);
        first.Release();
        Drip(stepsIdle);

        var second = Start();
        Assert.Same(first, second);
        AssertEndsAfter(3, second, "headers");
        Assert.NotSame(first, Start());
    }

    [Fact]
    public void Release_CallerHadCancelled_IsNotUsedAgain()
    {
        using var caller = new CancellationTokenSource();
        var deadline = _pool.Start(caller.Token);
        caller.Cancel();
        Assert.True(deadline.IsCancellationRequested);
        Assert.Throws<OperationCanceledException>(() => deadline.Expired(Target));
        deadline.Release();

        Assert.NotSame(deadline, Start());
    }

    private Deadline Start()
    {
        var deadline = _pool.Start(CancellationToken.None);
        deadline.AwaitHeaders();
        return deadline;
    }

    private void AssertEndsAfter(int steps, Deadline deadline, string limit)
    {
        Drip(steps - 1);
        Assert.False(deadline.IsCancellationRequested);
        Drip(1);
        Assert.True(deadline.IsCancellationRequested);
        Assert.Contains($"({limit} limit)", deadline.Expired(Target).Detail, StringComparison.Ordinal);
        deadline.Release();
    }

    private void Drip(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Drip();
        }
    }
}
