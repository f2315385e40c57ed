using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Naftiko.Comparison;

/// <summary>A server in a process of its own.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process _process;
    private readonly Uri? _allocated;
    private readonly HttpClient _client = new();

    private Server(string name, int port, Process process, Uri? allocated)
    {
        Name = name;
        Port = port;
        _process = process;
        _allocated = allocated;
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>Starts one of this program's own servers.</summary>
    public static Task<Server> StartAsync(string verb, int port, Uri? allocated, params int[] ports)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet");
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Server).Assembly.Location);
        }

        start.ArgumentList.Add(verb);
        foreach (var argument in (int[])[port, .. ports])
        {
            start.ArgumentList.Add(argument.ToString(CultureInfo.InvariantCulture));
        }

        return StartAsync(verb, port, allocated, start);
    }

    /// <summary>Starts any server.</summary>
    public static async Task<Server> StartAsync(string name, int port, Uri? allocated, ProcessStartInfo start)
    {
        var server = new Server(name, port, Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start"), allocated);
        await server.AwaitReadyAsync();
        return server;
    }

    /// <summary>A server that something else has started and that is ready.</summary>
    public static Server Of(string name, int port, Process process) => new(name, port, process, null);

    /// <summary>A port of loopback that nothing listens on: several runs may go side by side.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }

    /// <summary>Processor time and bytes allocated so far.</summary>
    public async Task<(TimeSpan Cpu, double Allocated)> UseAsync()
    {
        var allocated = _allocated is null ? 0 : double.Parse(await _client.GetStringAsync(_allocated), CultureInfo.InvariantCulture);
        _process.Refresh();
        return (_process.TotalProcessorTime, allocated);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _client.Dispose();
    }

    private async Task AwaitReadyAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException($"{Name} does not listen on {Port}");
    }
}
