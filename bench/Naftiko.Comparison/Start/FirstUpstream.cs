using System.Net;
using System.Net.Sockets;

namespace Naftiko.Comparison.Start;

/// <summary>Answers every request with a short list, at once.</summary>
internal sealed class FirstUpstream : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FirstUpstream()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            // The request of a GET fits in one piece.
            var stream = client.GetStream();
            while (await stream.ReadAsync(new byte[8192]) > 0)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n[{\"id\":\"107\"}]"u8.ToArray());
            }
        }
    }
}
