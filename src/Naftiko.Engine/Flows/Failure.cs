using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Flows;

/// <summary>A run's failure. Its texts may travel to the caller: no exception text and no bind value is ever in them.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">What happened, as a sentence that names the place.</param>
public sealed record Failure(FailureKind Kind, string Detail)
{
    /// <summary>One entry per wrong input, for <see cref="FailureKind.InvalidInput"/>.</summary>
    public IReadOnlyList<InputFault> Faults { get; init; } = [];

    /// <summary>The upstream's status, where it gave one.</summary>
    public int? UpstreamStatus { get; init; }

    /// <summary>The upstream's <c>Retry-After</c>, as it came.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The step of a flow that failed, where there is more than one.</summary>
    public string? Step { get; init; }

    /// <summary>The upstream's error body, at most 64 KiB; relayed only after scrubbing.</summary>
    public ReadOnlyMemory<byte> UpstreamBody { get; init; }

    /// <summary>The Content-Type of <see cref="UpstreamBody"/>.</summary>
    public string? UpstreamContentType { get; init; }
}
