using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Naftiko.Comparison.Start;

/// <summary>One start of a program, up to its first answer.</summary>
/// <param name="Elapsed">From the start of the process to the last byte of the answer.</param>
/// <param name="Processor">What the process has used by then.</param>
/// <param name="ResidentBytes">What it holds a second later.</param>
internal sealed record FirstAnswer(TimeSpan Elapsed, TimeSpan Processor, long ResidentBytes)
{
    private const string Files = "capabilities";
    private static readonly string[] Namespaces = ["sentry-releases-sessions", "sentry-integration-platform-external-issues"];

    public static async Task<FirstAnswer> MeasureAsync(IReadOnlyList<string> program, int upstream)
    {
        var (rest, mcp) = (Server.FreePort(), Server.FreePort());
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), "serve", .. Namespaces.Select(name => $"{Files}/{name}.yaml"), "--env-file", "samples/sentry/sentry.env",
            .. Namespaces.SelectMany(name => new[] { "--base-uri", $"{name}=http://127.0.0.1:{upstream}/api/0" }), "--port-map", $"8080={rest},9090={mcp}"])
        {
            RedirectStandardOutput = true,
        };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program[0]} did not start");
        try
        {
            process.BeginOutputReadLine();
            await CallAsync(process, rest);
            var elapsed = Stopwatch.GetElapsedTime(started);
            var used = process.TotalProcessorTime;
            await Task.Delay(1000);
            process.Refresh();
            return new FirstAnswer(elapsed, used, process.WorkingSet64);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task CallAsync(Process process, int port)
    {
        using var socket = await ConnectAsync(process, port);
        await socket.SendAsync("GET /v1/groups/61002/external-issues HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
        var answer = new StreamReader(new NetworkStream(socket)).ReadToEnd();
        if (!answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }
    }

    private static async Task<Socket> ConnectAsync(Process process, int port)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, port);
                return socket;
            }
            catch (SocketException) when (!process.HasExited)
            {
                socket.Dispose();
                await Task.Delay(1);
            }
        }
    }
}
