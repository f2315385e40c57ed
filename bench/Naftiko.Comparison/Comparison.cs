using System.Globalization;

namespace Naftiko.Comparison;

/// <summary>Prints what every case does beside the hand-written program: the medians of the rounds' ratios.</summary>
internal static class Comparison
{
    private const int WarmUp = 10;

    /// <returns>0 when every case reaches its target, else 1.</returns>
    public static async Task<int> RunAsync(int rounds)
    {
        using var peers = await Peers.StartAsync();

        // They relay bytes and do nothing else: information, no target.
        using var proxy = await Nginx.StartAsync(Server.FreePort(), peers.Upstream.Port);
        Console.WriteLine("| case | ours req/s | by hand req/s | ratio (95 %) | target | p50 ms | p99 ms | p99 ratio | CPU µs/request | bytes/request | nginx req/s | upstream alone req/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var isGood = true;
        foreach (var item in Case.All)
        {
            var measured = await peers.MeasureAsync(item, rounds, WarmUp);
            var ratios = measured.Ratios(m => m.Rate);
            var (low, high) = Statistics.Interval(ratios);
            var rate = measured.Medians(m => m.Rate);
            isGood &= item.Target is null || Statistics.Median(ratios) >= item.Target;
            var relayed = item.Relayed is null ? "– | –" : $"{await RateAsync(proxy, item.Relayed)} | {await RateAsync(peers.Upstream, item.Relayed)}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {item.Name} | {rate.Ours:F0} | {rate.Hand:F0} | {Statistics.Median(ratios):F2} ({low:F2}–{high:F2}) | {item.Target:F2} | {Pair(measured, m => m.P50, "F2")} | {Pair(measured, m => m.P99, "F2")} | {Statistics.Median(measured.Ratios(m => m.P99)):F2} | {Pair(measured, m => m.Cpu, "F0")} | {Pair(measured, m => m.Allocated, "F0")} | {relayed} |"));
        }

        return isGood ? 0 : 1;
    }

    private static async Task<string> RateAsync(Server? server, string path) =>
        server is null ? "–" : (await Measurement.TakeAsync(server, path, null, isError: false, 3)).Rate.ToString("F0", CultureInfo.InvariantCulture);

    private static string Pair(Rounds measured, Func<Measurement, double> of, string format)
    {
        var (ours, hand) = measured.Medians(of);
        return $"{ours.ToString(format, CultureInfo.InvariantCulture)} / {hand.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
