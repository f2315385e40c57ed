using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Naftiko.Engine.Tests.Consumes.Transport;

/// <summary>The upstream's end of one connection.</summary>
internal sealed class RawConnection(TcpClient client, ConcurrentQueue<string> heads, CancellationToken stop)
{
    private readonly NetworkStream _stream = client.GetStream();

    /// <summary>One request's head; null when the client closes the connection instead.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, stop) == 1)
        {
            head.Add(one[0]);
            if (head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                var text = Encoding.Latin1.GetString([.. head]);
                heads.Enqueue(text);
                return text;
            }
        }

        return null;
    }

    public async Task SendAsync(byte[] bytes) => await _stream.WriteAsync(bytes, stop);

    public Task SendAsync(string text) => SendAsync(RawUpstream.Bytes(text));

    /// <summary>Says nothing until the client closes the connection.</summary>
    public async Task ReadToCloseAsync()
    {
        var buffer = new byte[1024];
        while (await _stream.ReadAsync(buffer, stop) > 0)
        {
        }
    }

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }
}
