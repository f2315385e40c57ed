using System.Globalization;

namespace Naftiko.Comparison;

/// <summary>
/// Fails when a case is surely slower than the hand-written program: by requests a second, which is what is promised, and by processor time per request, in which what
/// other programs take from the machine does not count. Each of them alone strays too far on a busy machine.
/// </summary>
internal static class Guard
{
    private const double Floor = 0.85;
    private const int WarmUp = 4;

    // Then 13 of the 15 are below the floor by both measures: no case gets there by chance.
    private const int MoreRounds = 15;

    /// <returns>0 when no case is surely below the floor, else 1.</returns>
    public static async Task<int> RunAsync(int rounds)
    {
        using var peers = await Peers.StartAsync();
        var failed = 0;
        foreach (var item in Case.Guarded)
        {
            var verdict = Verdict.Of(await peers.MeasureAsync(item, rounds, WarmUp));
            Console.WriteLine($"{item.Name}: {verdict}");
            if (verdict.IsDoubtful)
            {
                verdict = Verdict.Of(await peers.MeasureAsync(item, MoreRounds, WarmUp));
                Console.WriteLine($"{item.Name}, again: {verdict}{(verdict.IsBelow ? ", surely below the floor" : "")}");
                failed += verdict.IsBelow ? 1 : 0;
            }
        }

        Console.WriteLine($"{Case.Guarded.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>What rounds say of a case; ratios above 1 are in our favour.</summary>
    private sealed record Verdict(IReadOnlyList<double> Rate, IReadOnlyList<double> Processor)
    {
        public static Verdict Of(Rounds rounds) => new(rounds.Ratios(m => m.Rate), rounds.Ratios(m => 1 / m.Cpu));

        /// <summary>Whether it might be below the floor.</summary>
        public bool IsDoubtful => Statistics.Median(Rate) < Floor && Statistics.Median(Processor) < Floor;

        /// <summary>Whether even the upper ends of the intervals are.</summary>
        public bool IsBelow => Statistics.Interval(Rate).High < Floor && Statistics.Interval(Processor).High < Floor;

        public override string ToString() => $"{Shown(Rate)} of its requests/s, {Shown(Processor)} by processor time; {Rate.Count} rounds, floor {Floor.ToString(CultureInfo.InvariantCulture)}";

        private static string Shown(IReadOnlyList<double> ratios)
        {
            var (low, high) = Statistics.Interval(ratios);
            return string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(ratios):F2} ({low:F2}–{high:F2})");
        }
    }
}
