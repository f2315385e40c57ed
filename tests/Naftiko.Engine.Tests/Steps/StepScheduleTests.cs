using Naftiko.Engine.Flows;
using Naftiko.Engine.Steps;

namespace Naftiko.Engine.Tests.Steps;

/// <summary>Which steps begin before their turn, and that nothing but the clock shows it.</summary>
public sealed class StepScheduleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a")]
    [InlineData("a b<a c<b")]
    [InlineData("a! b! c!")]
    [InlineData("a! b")]
    [InlineData("a b!")]
    [InlineData("a b! c")]
    [InlineData("a l~<a b<l")]
    public void Of_StepsThatAwaitEachOther_IsNoSchedule(string steps) => Assert.Null(StepSchedule.Of(FakeStep.Flow(steps).Steps));

    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a b<a c", "a c")]
    [InlineData("a b! c d", "a")]
    [InlineData("a b c! d", "a b")]
    [InlineData("a l~<a b", "a b")]
    [InlineData("a b c d e f g h i j", "a b c d e f g h")]
    public void Run_BeginsAtOnce_WhatReadsNothingAndFollowsNoChange(string steps, string expected)
    {
        var (flow, begun) = FakeStep.Flow(steps);

        _ = Run(flow);

        Assert.Equal(expected.Split(' '), begun);
    }

    [Theory]
    [InlineData("a b<a c", 0, "a c b")]
    [InlineData("a b<a c<a", 0, "a b c")]
    [InlineData("a! b c", 0, "a b c")]
    [InlineData("a b c<a", 0, "a b c")]
    [InlineData("a b c<a", 1, "a b")]
    [InlineData("a b c d e f g h i j", 0, "a b c d e f g h i")]
    public void Run_BeginsTheNext_WhenWhatItReadsAndAllBeforeThatHasSucceeded(string steps, int ends, string expected)
    {
        var (flow, begun) = FakeStep.Flow(steps);
        var running = Run(flow);

        flow[ends].Succeed();

        Assert.Equal(expected.Split(' '), begun);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Run_ChangingStep_AwaitsAllBefore_HoweverTheyEnd()
    {
        var (flow, begun) = FakeStep.Flow("a b c! d");
        var running = Run(flow);

        flow[1].Succeed();
        Assert.Equal(["a", "b"], begun);
        flow[0].Succeed();
        Assert.Equal(["a", "b", "c"], begun);
        flow[2].Succeed();
        Assert.Equal(["a", "b", "c", "d"], begun);
        flow[3].Succeed();
        Assert.Null(await running);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_TwoFail_TheFirstInTheFileIsNamed(bool isLaterFaster)
    {
        var (flow, _) = FakeStep.Flow("a b c");
        var running = Run(flow);

        flow[isLaterFaster ? 2 : 1].Fail();
        flow[isLaterFaster ? 1 : 2].Fail();
        flow[0].Succeed();

        Assert.Equal(("b", "b failed"), ((await running)?.Step, (await running)?.Detail));
    }

    [Fact]
    public async Task Run_ALaterOneFails_TheEarlierStillRun()
    {
        var (flow, begun) = FakeStep.Flow("a b<a c");
        var running = Run(flow);

        flow[2].Fail();
        flow[0].Succeed();
        Assert.Equal(["a", "c", "b"], begun);
        flow[1].Fail();

        Assert.Equal("b", (await running)?.Step);
    }

    [Fact]
    public async Task Run_AStepFails_WhatHasBegunIsCancelled_AndNothingMoreBegins()
    {
        var (flow, begun) = FakeStep.Flow("a b c d!");
        var running = Run(flow);

        flow[0].Fail();

        Assert.Equal("a", (await running)?.Step);
        Assert.Equal(["a", "b", "c"], begun);
        Assert.All(flow[1..3], step => Assert.True(step.IsCancelled));
    }

    [Fact]
    public async Task Run_TheCallerCancels_EverythingIsCancelled()
    {
        var (flow, _) = FakeStep.Flow("a b");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Assert.IsType<StepSchedule>(StepSchedule.Of(flow)).RunAsync(new Invocation([]), caller.Token).AsTask();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(flow, step => Assert.True(step.IsCancelled));
    }

    /// <summary>Without a context of the test runner's, through which steps would go on later.</summary>
    private static Task<Failure?> Run(FakeStep[] steps)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Assert.IsType<StepSchedule>(StepSchedule.Of(steps)).RunAsync(new Invocation([]), Cancellation).AsTask();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
