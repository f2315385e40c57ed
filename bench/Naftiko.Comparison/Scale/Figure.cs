using System.Globalization;

namespace Naftiko.Comparison.Scale;

/// <summary>One measured figure and its limit.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit; "" for a ratio.</param>
/// <param name="Limit">What it must not exceed; a ratio: what it must reach.</param>
/// <param name="Note">The interval, the count, whatever else a reader needs.</param>
internal sealed record Figure(string Name, double Value, string Unit, double Limit, string Note)
{
    public bool IsMet => IsRatio ? Value >= Limit : Value <= Limit;

    private bool IsRatio => Unit.Length == 0;

    public static Figure Ratio(string name, IReadOnlyList<double> ratios, double limit)
    {
        var (low, high) = Statistics.Interval(ratios);
        return new Figure(name, Statistics.Median(ratios), "", limit, string.Create(CultureInfo.InvariantCulture, $"95 %: {low:F3}–{high:F3}, {ratios.Count} rounds"));
    }

    /// <summary>A row of a Markdown table.</summary>
    public override string ToString()
    {
        var format = IsRatio ? "F3" : Value < 100 ? "F1" : "F0";
        var value = Value.ToString(format, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"| {Name} | {value} {Unit} | {(IsRatio ? "≥" : "≤")} {Limit} {Unit} | {(IsMet ? "met" : "MISSED")} | {Note} |");
    }
}
