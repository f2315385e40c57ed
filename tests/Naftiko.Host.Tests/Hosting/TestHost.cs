using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Naftiko.Host.Hosting;
using Naftiko.Host.Tests.Cases;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Tests.Hosting;

/// <summary>A running host on free loopback ports, spoken to byte by byte.</summary>
internal sealed class TestHost : IAsyncDisposable
{
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

    /// <summary>A free port, which no other test gets.</summary>
    public static int FreePort() => CasePorts.Take();

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
