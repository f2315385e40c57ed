using System.Diagnostics;
using System.Globalization;

namespace Naftiko.Comparison.Scale;

/// <summary>A real <c>naftiko</c>, as users start it.</summary>
internal sealed class NaftikoProcess : IDisposable
{
    private readonly Process _process;

    private NaftikoProcess(Process process, TimeSpan ready, IReadOnlyList<string> output)
    {
        _process = process;
        Ready = ready;
        Processor = process.TotalProcessorTime;
        Output = output;
    }

    /// <summary>From the start of the process to "ready".</summary>
    public TimeSpan Ready { get; }

    /// <summary>Processor time until then, of all cores together: on a busy machine the figure to compare.</summary>
    public TimeSpan Processor { get; }

    /// <summary>What it printed until then.</summary>
    public IReadOnlyList<string> Output { get; }

    /// <summary>Resident memory now, in MB (10⁶ bytes).</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Serves a folder with REST and MCP at the given ports, watching it, and waits until it is ready.</summary>
    public static async Task<NaftikoProcess> ServeAsync(string folder, int rest, int mcp)
    {
        var start = Command("serve", folder, "--log-level", "warning", "--port-map", string.Create(CultureInfo.InvariantCulture, $"8080={rest},3011={rest},9090={mcp}"));
        start.RedirectStandardOutput = true;
        var output = new List<string>();
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("naftiko did not start");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line.StartsWith("ready in", StringComparison.Ordinal))
            {
                var ready = clock.Elapsed;
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new NaftikoProcess(process, ready, output);
            }
        }

        throw new InvalidOperationException($"naftiko serve ended:\n{string.Join('\n', output)}");
    }

    /// <summary>Checks a folder; gives the time from start to exit and the last line.</summary>
    public static async Task<(TimeSpan Elapsed, string Summary)> ValidateAsync(string folder)
    {
        var start = Command("validate", folder);
        start.RedirectStandardOutput = true;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("naftiko did not start");
        var last = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
        }

        await process.WaitForExitAsync();
        return (clock.Elapsed, last);
    }

    /// <summary>The same process, for wrk.</summary>
    public Server At(string name, int port) => Server.Of(name, port, _process);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "naftiko.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
