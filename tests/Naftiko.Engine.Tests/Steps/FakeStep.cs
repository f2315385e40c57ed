using Naftiko.Engine.Flows;
using Naftiko.Engine.Steps;

namespace Naftiko.Engine.Tests.Steps;

/// <summary>A step that says when it begins and ends when the test lets it: what follows from that happens before the test goes on.</summary>
internal sealed class FakeStep : Step
{
    private readonly List<string> _begun;
    private readonly TaskCompletionSource<Failure?> _end = new();

    private FakeStep(string name, int slot, List<string> begun)
        : base(name, slot) => _begun = begun;

    /// <summary>Whether its cancellation was asked for while it ran.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Steps of a flow: each a name, <c>!</c> for one that may change something, <c>~</c> for one that works on what is there, and behind <c>&lt;</c> the step it reads.</summary>
    public static (FakeStep[] Steps, List<string> Begun) Flow(string steps)
    {
        var begun = new List<string>();
        var names = new List<string>();
        var flow = new List<FakeStep>();
        foreach (var text in steps.Split(' '))
        {
            var parts = text.Split('<');
            names.Add(parts[0].TrimEnd('!', '~'));
            flow.Add(new FakeStep(names[^1], flow.Count, begun)
            {
                Effect = parts[0][^1] switch { '!' => StepEffect.Changes, '~' => StepEffect.None, _ => StepEffect.Reads },
                LastRead = parts.Length > 1 ? names.IndexOf(parts[1]) : -1,
            });
        }

        return ([.. flow], begun);
    }

    public void Succeed() => _end.SetResult(null);

    public void Fail() => _end.SetResult(new Failure(FailureKind.UpstreamStatus, $"{Name} failed"));

    public override string Type => "fake";

    private protected override async ValueTask<Failure?> RunCoreAsync(Invocation run, CancellationToken cancellationToken)
    {
        _begun.Add(Name);
        using var cancelled = cancellationToken.Register(() =>
        {
            IsCancelled = true;
            _end.TrySetCanceled(cancellationToken);
        });
        return await _end.Task;
    }
}
