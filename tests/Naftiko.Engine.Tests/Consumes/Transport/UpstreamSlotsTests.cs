using Naftiko.Engine.Consumes.Transport;

namespace Naftiko.Engine.Tests.Consumes.Transport;

public sealed class UpstreamSlotsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void TryTake_UpToTheLimit_ThenNot()
    {
        var slots = new UpstreamSlots(2, 0);
        Assert.True(slots.TryTake());
        Assert.True(slots.TryTake());
        Assert.False(slots.TryTake());
        slots.Free();
        Assert.True(slots.TryTake());
    }

    [Fact]
    public async Task Wait_AFreeSlot_TakesItAtOnce()
    {
        var slots = new UpstreamSlots(1, 0);
        Assert.True(await slots.WaitAsync(Cancellation));
        Assert.False(slots.TryTake());
    }

    [Fact]
    public async Task Free_WithWaiters_ServesThemInOrder()
    {
        var slots = new UpstreamSlots(1, 3);
        Assert.True(slots.TryTake());
        var waiters = Enumerable.Range(0, 3).Select(_ => slots.WaitAsync(Cancellation).AsTask()).ToList();
        foreach (var waiter in waiters)
        {
            Assert.False(waiter.IsCompleted);
            slots.Free();
            Assert.True(await waiter);
        }

        Assert.False(slots.TryTake());
        slots.Free();
        Assert.True(slots.TryTake());
    }

    [Fact]
    public async Task TryTake_WhileSomebodyWaits_DoesNotOvertake()
    {
        var slots = new UpstreamSlots(1, 1);
        Assert.True(slots.TryTake());
        var waiter = slots.WaitAsync(Cancellation);
        slots.Free();
        Assert.False(slots.TryTake());
        Assert.True(await waiter);
    }

    [Fact]
    public async Task Wait_BeyondTheBound_IsRefusedAtOnce()
    {
        var slots = new UpstreamSlots(1, 1);
        Assert.True(slots.TryTake());
        var waiter = slots.WaitAsync(Cancellation);
        Assert.False(await slots.WaitAsync(Cancellation));
        slots.Free();
        Assert.True(await waiter);
    }

    [Fact]
    public async Task Wait_WithoutAnyBound_LeavesNothingBehind()
    {
        var slots = new UpstreamSlots(1, 0);
        Assert.True(slots.TryTake());
        Assert.False(await slots.WaitAsync(Cancellation));
        slots.Free();
        Assert.True(slots.TryTake());
    }

    [Fact]
    public async Task Wait_Cancelled_LeavesItsPlaceToTheNext()
    {
        var slots = new UpstreamSlots(1, 2);
        Assert.True(slots.TryTake());
        using var impatience = new CancellationTokenSource();
        var first = slots.WaitAsync(impatience.Token);
        var second = slots.WaitAsync(Cancellation);
        await impatience.CancelAsync();
        Assert.False(await first);
        slots.Free();
        Assert.True(await second);
        slots.Free();
        Assert.True(slots.TryTake());
    }

    /// <summary>Whatever the interleaving: never more than the limit at once, and in the end every slot is free again.</summary>
    [Fact]
    public async Task Everything_AtOnce_KeepsTheCount()
    {
        const int Limit = 3;
        var slots = new UpstreamSlots(Limit, 1_000);
        var (inside, most, refused) = (0, 0, 0);

        // All taken at first, so that some wait and give up however the threads run.
        Assert.All(Enumerable.Range(0, Limit), _ => Assert.True(slots.TryTake()));
        var workers = Task.WhenAll(Enumerable.Range(0, 64).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 500; i++)
            {
                using var impatience = new CancellationTokenSource();
                var waiting = slots.TryTake() ? ValueTask.FromResult(true) : slots.WaitAsync(impatience.Token);
                if (random.Next(4) == 0)
                {
                    await impatience.CancelAsync();
                }

                if (!await waiting)
                {
                    Interlocked.Increment(ref refused);
                    continue;
                }

                InterlockedMax(ref most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                slots.Free();
            }
        })));
        while (Volatile.Read(ref refused) == 0)
        {
            await Task.Delay(1, Cancellation);
        }

        Assert.All(Enumerable.Range(0, Limit), _ => slots.Free());
        await workers;

        Assert.InRange(most, 1, Limit);
        Assert.All(Enumerable.Range(0, Limit), _ => Assert.True(slots.TryTake()));
        Assert.False(slots.TryTake());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value && Interlocked.CompareExchange(ref target, value, seen) != seen;)
        {
            seen = Volatile.Read(ref target);
        }
    }
}
