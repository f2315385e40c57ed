using Naftiko.Engine.Flows;

namespace Naftiko.Engine.Authentication;

/// <summary>What came of fetching something: it, or the reason why it cannot be had.</summary>
/// <param name="Value">It; null on failure.</param>
/// <param name="Failure">Why there is none.</param>
public readonly record struct Fetch<T>(T? Value, Failure? Failure)
    where T : class
{
    /// <summary>After so long it should be fetched again.</summary>
    public TimeSpan RenewAfter { get; init; }

    /// <summary>So long it can be used when fetching it again fails.</summary>
    public TimeSpan GoodFor { get; init; }
}
