using Naftiko.Comparison.Scale;

namespace Naftiko.Comparison.Start;

/// <summary>
/// How long programs take from their start to the first answered call of the two Sentry files, and what they hold when they are idle after it. The machine
/// should have nothing else to do. Not to be run at a real-time priority: .NET's threads get different ones then, and wait for each other.
/// </summary>
internal static class StartRun
{
    private const string Published = "artifacts/publish/Naftiko.Host/release_linux-x64/naftiko";
    private const string Built = "artifacts/bin/Naftiko.Host/release/naftiko.dll";

    /// <param name="program">A published executable; null: the one at its usual place.</param>
    /// <param name="rounds">How often each program is started.</param>
    /// <returns>The exit code: 1 when a limit is missed.</returns>
    public static async Task<int> RunAsync(string? program, int rounds)
    {
        var file = program ?? Published;
        if (!File.Exists(file) || !File.Exists(Built))
        {
            await Console.Error.WriteLineAsync("""
                run this in the root of the repository, after
                  dotnet publish src/Naftiko.Host -p:PublishProfile=linux-x64
                  dotnet build src/Naftiko.Host -c Release
                """);
            return 2;
        }

        using var upstream = new FirstUpstream();
        var (published, built) = (new List<FirstAnswer>(), new List<FirstAnswer>());
        for (var round = 0; round < rounds; round++)
        {
            published.Add(await FirstAnswer.MeasureAsync([file], upstream.Port));
            built.Add(await FirstAnswer.MeasureAsync(["dotnet", Built], upstream.Port));
        }

        List<Figure> figures =
        [
            new("size of the file", new FileInfo(file).Length / 1e6, "MB", 60, ""),
            OfTime("the file: first answer", published, 300),
            OfMemory("the file: resident, idle", published, 65),
            OfTime("framework-dependent build: first answer", built, 600),
        ];
        Console.WriteLine("| figure | measured | limit | | |\n|---|---|---|---|---|");
        figures.ForEach(Console.WriteLine);
        return figures.TrueForAll(figure => figure.IsMet) ? 0 : 1;
    }

    private static Figure OfTime(string name, List<FirstAnswer> answers, double limit)
    {
        var (low, high) = Statistics.Interval(answers.Select(a => a.Elapsed.TotalMilliseconds));
        var cpu = Statistics.Median(answers.Select(a => a.Processor.TotalMilliseconds));
        return new Figure(name, Statistics.Median(answers.Select(a => a.Elapsed.TotalMilliseconds)), "ms", limit, $"95 %: {low:F0}–{high:F0}, {answers.Count} rounds; {cpu:F0} ms of processor");
    }

    private static Figure OfMemory(string name, List<FirstAnswer> answers, double limit) =>
        new(name, Statistics.Median(answers.Select(a => a.ResidentBytes / 1e6)), "MB", limit, "1 s after the answer");
}
