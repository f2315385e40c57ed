namespace Naftiko.Engine.Flows;

/// <summary>How a run ended: with an answer or with a failure.</summary>
public readonly record struct Outcome
{
    private Outcome(Answer? answer, Failure? failure)
    {
        Answer = answer;
        Failure = failure;
    }

    /// <summary>The answer, which whoever receives it disposes; null when the run failed.</summary>
    public Answer? Answer { get; }

    public Failure? Failure { get; }

    public static implicit operator Outcome(Answer answer) => new(answer, null);

    public static implicit operator Outcome(Failure failure) => new(null, failure);
}
