namespace Naftiko.Comparison;

/// <summary>Rounds of one case: what ours and the hand-written program did in each.</summary>
internal sealed record Rounds(IReadOnlyList<Measurement> Ours, IReadOnlyList<Measurement> Hand)
{
    /// <summary>Ours divided by the hand-written program, round by round.</summary>
    public IReadOnlyList<double> Ratios(Func<Measurement, double> of) => [.. Ours.Zip(Hand, (ours, hand) => of(ours) / of(hand))];

    /// <summary>The median of ours and that of the hand-written program.</summary>
    public (double Ours, double Hand) Medians(Func<Measurement, double> of) => (Statistics.Median(Ours.Select(of)), Statistics.Median(Hand.Select(of)));
}
