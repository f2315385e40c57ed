using System.Diagnostics;
using System.Globalization;

namespace Naftiko.Comparison;

/// <summary>One round against one server.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="Cpu">Processor time of the server per request, in microseconds.</param>
/// <param name="Allocated">Bytes that the server allocated per request.</param>
internal sealed record Measurement(double Rate, double P50, double P99, double Cpu, double Allocated)
{
    /// <summary>Runs wrk once; its requests end by themselves.</summary>
    /// <param name="server">The server.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="script">wrk's script; null: GET.</param>
    /// <param name="isError">Whether the answers are errors, all of them.</param>
    /// <param name="seconds">How long.</param>
    public static async Task<Measurement> TakeAsync(Server server, string path, string? script, bool isError, int seconds)
    {
        var before = await server.UseAsync();
        var output = await WrkAsync($"http://127.0.0.1:{server.Port}{path}", script, seconds);
        var after = await server.UseAsync();
        var requests = Number(output, "requests in");

        // wrk counts errors from a moment after the first requests.
        var errors = Number(output, "Non-2xx or 3xx responses:");
        if (requests == 0 || (isError ? errors < requests * 0.8 : errors > 0))
        {
            throw new InvalidOperationException($"{server.Name} did not answer {path} as it should:\n{output}");
        }

        return new Measurement(
            Number(output, "Requests/sec:"),
            Milliseconds(output, "50%"),
            Milliseconds(output, "99%"),
            (after.Cpu - before.Cpu).TotalMicroseconds / requests,
            (after.Allocated - before.Allocated) / requests);
    }

    private static async Task<string> WrkAsync(string url, string? script, int seconds)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-t1", "-c16", $"-d{seconds}s", "--latency", .. script is null ? Array.Empty<string>() : ["-s", script], url])
        {
            start.ArgumentList.Add(argument);
        }

        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return output;
    }

    /// <summary>The number before or after a label in wrk's report.</summary>
    private static double Number(string output, string label)
    {
        foreach (var line in output.Split('\n'))
        {
            var at = line.IndexOf(label, StringComparison.Ordinal);
            if (at >= 0)
            {
                var text = label.EndsWith(':') ? line[(at + label.Length)..] : line[..at];
                return double.Parse(text.Trim(), CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private static double Milliseconds(string output, string percentile)
    {
        var line = output.Split('\n').First(l => l.TrimStart().StartsWith(percentile, StringComparison.Ordinal));
        var text = line.Trim()[percentile.Length..].Trim();
        return text switch
        {
            _ when text.EndsWith("us", StringComparison.Ordinal) => double.Parse(text[..^2], CultureInfo.InvariantCulture) / 1000,
            _ when text.EndsWith("ms", StringComparison.Ordinal) => double.Parse(text[..^2], CultureInfo.InvariantCulture),
            _ => double.Parse(text[..^1], CultureInfo.InvariantCulture) * 1000,
        };
    }
}
