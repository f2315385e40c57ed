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
    public void AwaitHeaders_NoHeaders_EndsAtTheirLimit()
    {
        var deadline = _pool.Start(CancellationToken.None);
        deadline.AwaitHeaders();

        Drip(2);
        Assert.False(deadline.IsCancellationRequested);
        Drip(1);
        Assert.True(deadline.IsCancellationRequested);
        Assert.Contains("(headers limit)", deadline.Expired(Target).Detail, StringComparison.Ordinal);
        deadline.Release();
    }

    [Fact]
    public void AwaitTotal_AfterTheHeaders_EndsAtTheTotalLimit()
    {
        var deadline = _pool.Start(CancellationToken.None);
        deadline.AwaitHeaders();
        deadline.AwaitTotal();

        Drip(4);
        Assert.False(deadline.IsCancellationRequested);
        Drip(1);
        Assert.True(deadline.IsCancellationRequested);
        Assert.Contains("(total limit)", deadline.Expired(Target).Detail, StringComparison.Ordinal);
        deadline.Release();
    }

    [Fact]
    public void AwaitHeaders_Again_EndsWithinTheTotal()
    {
        var deadline = _pool.Start(CancellationToken.None);
        deadline.AwaitHeaders();
        Drip(2);
        deadline.AwaitHeaders(); // a redirect
        Drip(2);
        deadline.AwaitHeaders();
        Assert.False(deadline.IsCancellationRequested);

        Drip(1);
        Assert.True(deadline.IsCancellationRequested);
        Assert.Contains("(total limit)", deadline.Expired(Target).Detail, StringComparison.Ordinal);
        deadline.Release();
    }

    /// <summary>The timer of a request that has ended rings for the next one, which has its own time.</summary>
    [Fact]
    public void Start_Reused_HasItsOwnTime()
    {
        var first = _pool.Start(CancellationToken.None);
        first.AwaitHeaders();
        Drip(2);
        first.Release();

        var second = _pool.Start(CancellationToken.None);
        Assert.Same(first, second);
        second.AwaitHeaders();
        Drip(2);
        Assert.False(second.IsCancellationRequested);
        Drip(1);
        Assert.True(second.IsCancellationRequested);
        second.Release();
        Assert.NotSame(first, _pool.Start(CancellationToken.None));
    }

    [Fact]
    public void Start_AfterALongRest_HasItsOwnTime()
    {
        var deadline = _pool.Start(CancellationToken.None);
        deadline.AwaitHeaders();
        deadline.Release();
        Drip(10);

        Assert.Same(deadline, _pool.Start(CancellationToken.None));
        deadline.AwaitHeaders();
        Drip(2);
        Assert.False(deadline.IsCancellationRequested);
        Drip(1);
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public void Release_CallerHadCancelled_IsNotUsedAgain()
    {
        using var caller = new CancellationTokenSource();
        var deadline = _pool.Start(caller.Token);
        deadline.AwaitHeaders();
        caller.Cancel();
        Assert.True(deadline.IsCancellationRequested);
        Assert.Throws<OperationCanceledException>(() => deadline.Expired(Target));
        deadline.Release();

        Assert.NotSame(deadline, _pool.Start(CancellationToken.None));
    }

    private void Drip(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Drip();
        }
    }
}
