using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Naftiko.Engine.Tests.Consumes.Transport;

/// <summary>An upstream on loopback that does byte for byte what a test's script says, good or bad.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Func<RawConnection, Task> _script;
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="script">Runs once per connection; the connection closes at its end.</param>
    public RawUpstream(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Answers every request of every connection with what the function gives for its head.</summary>
    public static RawUpstream Answering(Func<string, byte[]> answer) => new(async connection =>
    {
        while (await connection.ReadHeadAsync() is { } head)
        {
            await connection.SendAsync(answer(head));
        }
    });

    /// <summary>Answers the first request with these bytes and closes the connection.</summary>
    public static RawUpstream Once(params byte[][] parts) => new(async connection =>
    {
        await connection.ReadHeadAsync();
        foreach (var part in parts)
        {
            await connection.SendAsync(part);
        }
    });

    /// <summary>Answers the first request with these bytes and then says nothing more, but keeps the connection.</summary>
    public static RawUpstream Hanging(params byte[][] parts) => new(async connection =>
    {
        await connection.ReadHeadAsync();
        foreach (var part in parts)
        {
            await connection.SendAsync(part);
        }

        await connection.ReadToCloseAsync();
    });

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Origin => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Each request's head, as Latin-1 text.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A 200 with a body, its length announced.</summary>
    public static byte[] Ok(byte[] body, string headers = "") =>
        [.. Bytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}\r\n"), .. body];

    public static byte[] Ok(string body, string headers = "") => Ok(Bytes(body), headers);

    public static byte[] Chunk(byte[] body) => [.. Bytes($"{body.Length:x}\r\n"), .. body, .. Bytes("\r\n")];

    /// <summary>Compressible bytes that differ from place to place.</summary>
    public static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i ^ (i >> 9));
        }

        return bytes;
    }

    public static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var target = new MemoryStream();
        using (var stream = compressor(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    public static byte[] GZip(byte[] bytes) => Compress(bytes, target => new GZipStream(target, CompressionLevel.Fastest));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_conversations);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _conversations.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await _script(new RawConnection(client, Heads, _stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client hung up, or the test is over.
        }
    }
}
