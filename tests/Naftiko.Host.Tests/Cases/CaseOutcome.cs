namespace Naftiko.Host.Tests.Cases;

/// <summary>What came of running a case, as the texts of its expectations.</summary>
internal sealed record CaseOutcome(IReadOnlyList<ExchangeOutcome> Exchanges, string Diagnostics);

/// <summary>What came of one exchange.</summary>
/// <param name="Request">Its block.</param>
/// <param name="Upstream">What the upstream received.</param>
/// <param name="Response">What the caller received.</param>
internal sealed record ExchangeOutcome(CaseBlock Request, string Upstream, string Response);
