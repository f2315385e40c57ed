namespace Naftiko.Comparison;

/// <summary>Medians and their intervals.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median's 95 % interval by order statistics (binomial, normal approximation).</summary>
    public static (double Low, double High) Interval(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var half = 0.98 * Math.Sqrt(sorted.Count);
        return (
            sorted[Math.Max(0, (int)Math.Floor((sorted.Count / 2.0) - half))],
            sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling((sorted.Count / 2.0) + half))]);
    }
}
