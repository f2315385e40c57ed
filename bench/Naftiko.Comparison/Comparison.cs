using System.Globalization;
using System.Text;

namespace Naftiko.Comparison;

/// <summary>Measures ours and the hand-written program in turn, round by round, and prints the medians of the rounds' ratios.</summary>
internal static class Comparison
{
    private const int UpstreamPort = 9700;

    /// <returns>0 when every case reaches its target, or <paramref name="floor"/> where one is given; else 1.</returns>
    /// <param name="rounds">Rounds per case.</param>
    /// <param name="floor">A ratio below which the run fails, instead of the cases' own targets.</param>
    public static async Task<int> RunAsync(int rounds, double? floor)
    {
        using var upstream = await Server.StartAsync("upstream", UpstreamPort, null);
        using var hand = await Server.StartAsync("hand", 9701, new Uri("http://127.0.0.1:9701/_allocated"), UpstreamPort);
        using var ours = await Server.StartAsync("ours", 9702, new Uri("http://127.0.0.1:9703/"), UpstreamPort, 9703);

        // They relay bytes and do nothing else: information, no target. The guard is in a hurry.
        using var proxy = floor is null ? await Nginx.StartAsync(9704, UpstreamPort) : null;
        Console.WriteLine("| case | ours req/s | by hand req/s | ratio (95 %) | target | p50 ms | p99 ms | p99 ratio | CPU µs/request | bytes/request | nginx req/s | upstream alone req/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var isGood = true;
        foreach (var item in Case.All)
        {
            var (a, b) = await MeasureAsync(item, ours, hand, rounds);
            var ratios = a.Zip(b, (x, y) => x.Rate / y.Rate).ToList();
            var (low, high) = Statistics.Interval(ratios);
            var target = item.Target is null ? null : floor ?? item.Target;
            isGood &= target is null || Statistics.Median(ratios) >= target;
            var relayed = item.Relayed is null || floor is not null ? "– | –" : $"{await RateAsync(proxy, item.Relayed)} | {await RateAsync(upstream, item.Relayed)}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {item.Name} | {Median(a, m => m.Rate):F0} | {Median(b, m => m.Rate):F0} | {Statistics.Median(ratios):F2} ({low:F2}–{high:F2}) | {target:F2} | {Pair(a, b, m => m.P50, "F2")} | {Pair(a, b, m => m.P99, "F2")} | {Statistics.Median(a.Zip(b, (x, y) => x.P99 / y.P99)):F2} | {Pair(a, b, m => m.Cpu, "F0")} | {Pair(a, b, m => m.Allocated, "F0")} | {relayed} |"));
        }

        return isGood ? 0 : 1;
    }

    private static async Task<(List<Measurement> Ours, List<Measurement> Hand)> MeasureAsync(Case item, Server ours, Server hand, int rounds)
    {
        var isError = item.Status >= 400;
        var (oursScript, handScript) = (await ScriptAsync(item, ours), await ScriptAsync(item, hand));

        // Both are warm before anything counts.
        await Measurement.TakeAsync(ours, item.Path, oursScript, isError, 3);
        await Measurement.TakeAsync(hand, item.Path, handScript, isError, 3);
        List<Measurement> a = [], b = [];
        for (var round = 0; round < rounds; round++)
        {
            a.Add(await Measurement.TakeAsync(ours, item.Path, oursScript, isError, 1));
            b.Add(await Measurement.TakeAsync(hand, item.Path, handScript, isError, 1));
        }

        return (a, b);
    }

    /// <summary>The case's script in a file, with an MCP session of the server where it needs one.</summary>
    private static async Task<string?> ScriptAsync(Case item, Server server)
    {
        if (item.Script is not { } script)
        {
            return null;
        }

        var session = script.Contains("{session}", StringComparison.Ordinal) ? await OpenSessionAsync(server, item.Path) : "";
        var file = Path.Combine(Path.GetTempPath(), $"naftiko-{Environment.ProcessId}-{server.Name}.lua");
        await File.WriteAllTextAsync(file, script.Replace("{session}", session, StringComparison.Ordinal));
        return file;
    }

    private static async Task<string> OpenSessionAsync(Server server, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{server.Port}{path}"));
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}""",
            Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return response.EnsureSuccessStatusCode().Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static async Task<string> RateAsync(Server? server, string path) =>
        server is null ? "–" : (await Measurement.TakeAsync(server, path, null, isError: false, 3)).Rate.ToString("F0", CultureInfo.InvariantCulture);

    private static string Pair(List<Measurement> ours, List<Measurement> hand, Func<Measurement, double> of, string format) =>
        $"{Median(ours, of).ToString(format, CultureInfo.InvariantCulture)} / {Median(hand, of).ToString(format, CultureInfo.InvariantCulture)}";

    private static double Median(IEnumerable<Measurement> measurements, Func<Measurement, double> of) => Statistics.Median(measurements.Select(of));
}
