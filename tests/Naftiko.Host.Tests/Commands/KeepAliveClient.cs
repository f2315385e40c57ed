using System.Net;
using System.Net.Sockets;
using System.Text;
using Naftiko.Host.Tests.Cases;

namespace Naftiko.Host.Tests.Commands;

/// <summary>
/// A client that posts one request after the other over one connection, as long as the server lets it: the replica that says <c>Connection: close</c>, or
/// takes no connection, is left for the next one. It repeats nothing (a POST may not be repeated, RFC 9110 section 9.2.2).
/// </summary>
internal sealed class KeepAliveClient(IReadOnlyList<int> ports, string path, string body)
{
    private readonly int[] _answered = new int[ports.Count];

    /// <summary>How many requests each replica has answered with 200.</summary>
    public IReadOnlyList<int> Answered => _answered;

    /// <summary>Requests that were sent and not answered with a whole 200.</summary>
    public List<string> Failed { get; } = [];

    /// <summary>Calls until <paramref name="isEnough"/>, which is asked before each request.</summary>
    public async Task RunAsync(Func<KeepAliveClient, bool> isEnough, CancellationToken cancellationToken)
    {
        var request = Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Accept: application/json, text/event-stream\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        for (var replica = 0; replica < ports.Count && !isEnough(this); replica++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, ports[replica], cancellationToken);
            }
            catch (SocketException)
            {
                // Nothing was sent.
                continue;
            }

            await UseAsync(socket, replica, request, isEnough, cancellationToken);
        }
    }

    private async Task UseAsync(Socket socket, int replica, byte[] request, Func<KeepAliveClient, bool> isEnough, CancellationToken cancellationToken)
    {
        await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: false));
        while (!isEnough(this))
        {
            WireMessage? answer;
            try
            {
                await socket.SendAsync(request, cancellationToken);
                answer = await WireMessage.ReadAsync(stream, hasBody: true, cancellationToken);
            }
            catch (SocketException exception)
            {
                Failed.Add($"replica {replica}: {exception.SocketErrorCode}");
                return;
            }

            if (answer is not { IsComplete: true } || !answer.StartLine.EndsWith(" 200 OK", StringComparison.Ordinal))
            {
                Failed.Add($"replica {replica}: {answer?.StartLine ?? "no answer"}");
                return;
            }

            _answered[replica]++;
            if (answer.Header("Connection") == "close")
            {
                return;
            }
        }
    }
}
