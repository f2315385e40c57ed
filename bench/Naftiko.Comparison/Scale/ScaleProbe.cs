using System.Diagnostics;
using System.Text;

namespace Naftiko.Comparison.Scale;

/// <summary>Single requests to a running server, timed one by one.</summary>
internal static class ScaleProbe
{
    /// <summary>How long <c>serve</c> waits for a file system to be quiet before it loads.</summary>
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Queries = ["list customers", "create an invoice", "delete project", "get device status", "update ticket", "search messages", "payment report", "release"];

    /// <summary>Changes a file again and again; each time: milliseconds from the end of the debounce to the first new answer.</summary>
    public static async Task<IReadOnlyList<double>> ReloadsAsync(string file, int upstream, int port, int count)
    {
        using var client = new HttpClient();
        var uri = new Uri($"http://127.0.0.1:{port}{Probe.Text}");
        var times = new List<double>();
        for (var version = 1; version <= count; version++)
        {
            var wanted = $"\"version\":{version}}}";
            await File.WriteAllTextAsync(file + ".tmp", Probe.Capability(upstream, version));
            var clock = Stopwatch.StartNew();
            File.Move(file + ".tmp", file, overwrite: true);
            while (!(await client.GetStringAsync(uri)).Contains(wanted, StringComparison.Ordinal))
            {
                if (clock.Elapsed > Patience)
                {
                    throw new InvalidOperationException($"a changed file was not served within {Patience}");
                }

                await Task.Delay(1);
            }

            times.Add((clock.Elapsed - Debounce).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>Milliseconds of each search for tools at a port's shared address.</summary>
    public static async Task<IReadOnlyList<double>> SearchesAsync(int port, int count)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
        var times = new List<double>();
        for (var i = -Queries.Length; i < count; i++)
        {
            var query = Queries[(i + Queries.Length) % Queries.Length];
            var body = $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_tools","arguments":{"query":"{{{{query}}}}"}}}""";
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var clock = Stopwatch.StartNew();
            using var response = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/mcp"), content);
            var answer = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode || answer.Contains("\"isError\":true", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"a search failed: {answer}");
            }

            if (i >= 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return times;
    }
}
