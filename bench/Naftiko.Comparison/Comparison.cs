using System.Globalization;

namespace Naftiko.Comparison;

/// <summary>Measures ours and the hand-written program in turn, round by round, and prints the medians of the rounds' ratios.</summary>
internal static class Comparison
{
    private const int Upstream = 9700;

    /// <returns>0 when every case reaches its target, or <paramref name="floor"/> where one is given; else 1.</returns>
    /// <param name="rounds">Rounds per case.</param>
    /// <param name="floor">A ratio below which the run fails, instead of the cases' own targets.</param>
    public static async Task<int> RunAsync(int rounds, double? floor)
    {
        using var upstream = await Server.StartAsync("upstream", Upstream, null);
        using var hand = await Server.StartAsync("hand", 9701, new Uri("http://127.0.0.1:9701/_allocated"), Upstream);
        using var ours = await Server.StartAsync("ours", 9702, new Uri("http://127.0.0.1:9703/"), Upstream, 9703);
        Console.WriteLine("| case | ours req/s | by hand req/s | ratio (95 %) | target | p99 ratio | CPU µs ours/hand | bytes ours/hand |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var isGood = true;
        foreach (var item in Case.All)
        {
            var (a, b) = await MeasureAsync(item, ours, hand, rounds);
            var ratios = a.Zip(b, (x, y) => x.Rate / y.Rate).ToList();
            var (low, high) = Statistics.Interval(ratios);
            var target = floor ?? item.Target;
            isGood &= Statistics.Median(ratios) >= target;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {item.Name} | {Median(a, m => m.Rate):F0} | {Median(b, m => m.Rate):F0} | {Statistics.Median(ratios):F2} ({low:F2}–{high:F2}) | {target:F2} | {Statistics.Median(a.Zip(b, (x, y) => x.P99 / y.P99)):F2} | {Median(a, m => m.Cpu):F0} / {Median(b, m => m.Cpu):F0} | {Median(a, m => m.Allocated):F0} / {Median(b, m => m.Allocated):F0} |"));
        }

        return isGood ? 0 : 1;
    }

    private static async Task<(List<Measurement> Ours, List<Measurement> Hand)> MeasureAsync(Case item, Server ours, Server hand, int rounds)
    {
        var script = item.Script is null ? null : Path.Combine(Path.GetTempPath(), $"naftiko-{Environment.ProcessId}.lua");
        if (script is not null)
        {
            await File.WriteAllTextAsync(script, item.Script);
        }

        // Both are warm before anything counts.
        await Measurement.TakeAsync(ours, item.Ours, script, 3);
        await Measurement.TakeAsync(hand, item.Hand, script, 3);
        List<Measurement> a = [], b = [];
        for (var round = 0; round < rounds; round++)
        {
            a.Add(await Measurement.TakeAsync(ours, item.Ours, script, 1));
            b.Add(await Measurement.TakeAsync(hand, item.Hand, script, 1));
        }

        return (a, b);
    }

    private static double Median(IEnumerable<Measurement> measurements, Func<Measurement, double> of) => Statistics.Median(measurements.Select(of));
}
