using Naftiko.Engine.Authentication;
using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Tests.Authentication;

public sealed class FetchedTests
{
    private static readonly Failure Down = new(FailureKind.UpstreamUnreachable, "down");

    private readonly SteppedTime _time = new();
    private readonly Queue<Task<Fetch<string>>> _answers = new();
    private int _asked;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ManyAtOnce_AskOnceAndOneThatGivesUpDoesNotEndIt()
    {
        var answer = new TaskCompletionSource<Fetch<string>>();
        _answers.Enqueue(answer.Task);
        var fetched = Fetched(TimeSpan.Zero);
        using var impatient = new CancellationTokenSource();

        var first = fetched.GetAsync(impatient.Token).AsTask();
        var others = Enumerable.Range(0, 20).Select(_ => fetched.GetAsync(Cancellation).AsTask()).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(Value("a"));

        Assert.All(await Task.WhenAll(others), got => Assert.Equal("a", got.Value));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Get_DueAndFailing_KeepsWhatIsStillGood()
    {
        Queue(Value("a"), new Fetch<string>(null, Down), Value("b"));
        var fetched = Fetched(TimeSpan.FromSeconds(2));

        Assert.Equal("a", (await fetched.GetAsync(Cancellation)).Value);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("a", (await fetched.GetAsync(Cancellation)).Value);
        Assert.Equal("a", (await fetched.GetAsync(Cancellation)).Value);
        Assert.Equal(2, _asked);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("b", (await fetched.GetAsync(Cancellation)).Value);
    }

    [Fact]
    public async Task Get_Failing_PausesBetweenRequests()
    {
        Queue(new Fetch<string>(null, Down), Value("a"));
        var fetched = Fetched(TimeSpan.FromSeconds(30));

        Assert.Same(Down, (await fetched.GetAsync(Cancellation)).Failure);
        Assert.Same(Down, (await fetched.GetAsync(Cancellation)).Failure);
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("a", (await fetched.GetAsync(Cancellation)).Value);
    }

    [Fact]
    public async Task Renew_TooEarly_GivesTheSameAgain()
    {
        Queue(Value("a"), Value("b"));
        var fetched = Fetched(TimeSpan.FromSeconds(30));

        Assert.Equal("a", (await fetched.GetAsync(Cancellation)).Value);
        Assert.Equal("a", (await fetched.RenewAsync("a", Cancellation)).Value);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("b", (await fetched.RenewAsync("a", Cancellation)).Value);
        Assert.Equal("b", (await fetched.RenewAsync("a", Cancellation)).Value);
        Assert.Equal(2, _asked);
    }

    private static Fetch<string> Value(string value) => new(value, null) { RenewAfter = TimeSpan.FromMinutes(5), GoodFor = TimeSpan.FromMinutes(10) };

    private void Queue(params Fetch<string>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(Task.FromResult(answer));
        }
    }

    private Fetched<string> Fetched(TimeSpan pause) => new(
        () =>
        {
            _asked++;
            return _answers.Dequeue();
        },
        pause,
        _time);

    /// <summary>A clock that moves when told to.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
