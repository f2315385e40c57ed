using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Host.Hosting;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Hosting;

/// <summary>A running host on free loopback ports, spoken to byte by byte.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private const int FirstPort = 12_000;
    private const int Ports = 18_000;

    // Other test runs on this machine begin elsewhere.
    private static int _ports = Random.Shared.Next(Ports);

    private TestHost(CapabilityHost host, IReadOnlyList<Diagnostic> diagnostics)
    {
        Host = host;
        Diagnostics = diagnostics;
    }

    public CapabilityHost Host { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public static async Task<TestHost> StartAsync(IReadOnlyList<Surface> surfaces, HostingOptions? options = null, ILoggerFactory? loggers = null)
    {
        options ??= new HostingOptions();
        var host = new CapabilityHost(options, loggers ?? NullLoggerFactory.Instance);
        return new TestHost(host, await host.StartAsync(SnapshotBuilder.Build(surfaces, options), TestContext.Current.CancellationToken));
    }

    /// <summary>A port that was free a moment ago. It is none of those that the system hands to clients: another test's connection would take it.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref _ports) % Ports);
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next.
            }
        }
    }

    /// <summary>Sends one request as it is and reads all that comes back; line ends may be \n.</summary>
    public static async Task<string> SendRawAsync(int port, string request, IPAddress? address = null)
    {
        using var socket = new TcpClient(address?.AddressFamily ?? AddressFamily.InterNetwork);
        await socket.ConnectAsync(address ?? IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request with Host localhost and further header lines, and reads the answer.</summary>
    public static Task<string> SendAsync(int port, string line, params string[] headers) =>
        SendRawAsync(port, $"{line} HTTP/1.1\nHost: localhost:{port}\nConnection: close\n{string.Concat(headers.Select(header => header + "\n"))}\n");

    public static string BodyOf(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    public static string StatusOf(string answer) => answer.Length < 12 ? answer : answer[9..12];

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(new CancellationToken(true));
        await Host.DisposeAsync();
    }
}
