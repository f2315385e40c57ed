using System.Globalization;

namespace Naftiko.Comparison.Scale;

/// <summary>
/// Serves thousands of files in one process and measures what that costs, beside a second process that serves one: prints each figure with its limit.
/// </summary>
internal static class ScaleRun
{
    private const int Files = 4_500;
    private const int Tools = 34_000;

    // No two processes have their code compiled alike: one pair may differ from the next by a twentieth, whatever they serve.
    private const int Pairs = 3;
    private const int Upstream = 9700;
    private const int ManyRest = 9710;
    private const int ManyMcp = 9711;
    private const int OneRest = 9720;
    private const int OneMcp = 9721;

    /// <param name="sample">A folder of capability files to multiply; null: files made here.</param>
    /// <param name="rounds">Interleaved rounds of each comparison.</param>
    /// <returns>0 when every limit is met, else 1.</returns>
    public static async Task<int> RunAsync(string? sample, int rounds)
    {
        var work = Directory.CreateTempSubdirectory("naftiko-scale-").FullName;
        try
        {
            var folder = ScaleFolder.Make(sample ?? GeneratedSample.Write(Path.Combine(work, "sample")), Path.Combine(work, "many"), Files, Tools);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder.Files} files, {folder.Bytes / 1e6:F0} MB of YAML\n"));
            var figures = await MeasureAsync(work, folder, rounds);
            Console.WriteLine("| figure | measured | limit | | |\n|---|---|---|---|---|");
            figures.ForEach(Console.WriteLine);
            return figures.TrueForAll(f => f.IsMet) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<List<Figure>> MeasureAsync(string work, ScaleFolder folder, int rounds)
    {
        var alone = Directory.CreateDirectory(Path.Combine(work, "one")).FullName;
        var probe = Path.Combine(folder.Path, "probe.yaml");
        await File.WriteAllTextAsync(Path.Combine(alone, "probe.yaml"), Probe.Capability(Upstream, 0));
        await File.WriteAllTextAsync(probe, Probe.Capability(Upstream, 0));
        var script = Path.Combine(work, "list.lua");
        await File.WriteAllTextAsync(script, Probe.ListScript());

        var (validated, summary) = await NaftikoProcess.ValidateAsync(folder.Path);
        using var upstream = await Server.StartAsync("upstream", Upstream, null);
        List<double> ready = [], processor = [], resident = [], operations = [], lists = [], reloads = [], searches = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            using var many = await NaftikoProcess.ServeAsync(folder.Path, ManyRest, ManyMcp);
            using var one = await NaftikoProcess.ServeAsync(alone, OneRest, OneMcp);
            if (pair == 0)
            {
                many.Output.Where(line => line.StartsWith("all ", StringComparison.Ordinal) || line.Contains(" surface", StringComparison.Ordinal)).ToList().ForEach(Console.WriteLine);
            }

            ready.Add(many.Ready.TotalSeconds);
            processor.Add(many.Processor.TotalSeconds);
            resident.Add(many.ResidentMegabytes);
            operations.AddRange(await RatiosAsync(many.At("many", ManyRest), one.At("one", OneRest), Probe.Operation, null, rounds / Pairs));
            lists.AddRange(await RatiosAsync(many.At("many", ManyMcp), one.At("one", OneMcp), Probe.Server, script, rounds / Pairs));
            reloads.AddRange(await ScaleProbe.ReloadsAsync(probe, Upstream, ManyRest, 5));
            searches.AddRange(await ScaleProbe.SearchesAsync(ManyMcp, 100));
            await File.WriteAllTextAsync(probe, Probe.Capability(Upstream, 0));
        }

        return
        [
            new Figure("ready", Statistics.Median(ready), "s", 8, string.Create(CultureInfo.InvariantCulture, $"from the start of the process; {Statistics.Median(processor):F1} s of processor time")),
            new Figure("resident after load", Statistics.Median(resident), "MB", 600, ""),
            Figure.Ratio("throughput of one operation, all files / one file", operations, 0.97),
            Figure.Ratio("tools/list of one server, all files / one file", lists, 0.97),
            Timed("reload of one changed file, debounce aside", reloads, 100),
            Timed("search among all tools", searches, 10),
            new Figure("validate", validated.TotalSeconds, "s", 8, summary),
        ];
    }

    private static async Task<List<double>> RatiosAsync(Server many, Server one, string path, string? script, int rounds)
    {
        // Both are warm before anything counts.
        await Measurement.TakeAsync(many, path, script, isError: false, 4);
        await Measurement.TakeAsync(one, path, script, isError: false, 4);
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var first = await Measurement.TakeAsync(round % 2 == 0 ? many : one, path, script, isError: false, 1);
            var second = await Measurement.TakeAsync(round % 2 == 0 ? one : many, path, script, isError: false, 1);
            ratios.Add(round % 2 == 0 ? first.Rate / second.Rate : second.Rate / first.Rate);
        }

        return ratios;
    }

    private static Figure Timed(string name, IReadOnlyList<double> times, double limit) =>
        new(name, Statistics.Median(times), "ms", limit, string.Create(CultureInfo.InvariantCulture, $"median of {times.Count}; worst {times.Max():F1}"));
}
