using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>One open socket and the loop that accepts its connections, until it is disposed.</summary>
internal sealed partial class ListeningSocket : IDisposable
{
    private const int Backlog = 512;

    // Under a load that never ends there is always one more.
    private static readonly TimeSpan s_backlogTime = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly SocketConnectionContextFactory _connections;
    private readonly ChannelWriter<ConnectionContext> _accepted;
    private readonly OpenConnections _open;
    private readonly ILogger _log;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="SocketException">The system refuses it.</exception>
    public ListeningSocket(IPEndPoint endPoint, SocketConnectionContextFactory connections, ChannelWriter<ConnectionContext> accepted, OpenConnections open, ILogger log)
    {
        _open = open;
        _connections = connections;
        _accepted = accepted;
        _log = log;
        _socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        try
        {
            _socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _ = AcceptAsync();
    }

    /// <summary>Closes it. What the system has accepted for it until now is taken in before, or it would be reset.</summary>
    public void Dispose()
    {
        SpinWait.SpinUntil(() => !_socket.Poll(0, SelectMode.SelectRead), s_backlogTime);
        _socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var socket = await _socket.AcceptAsync();
                socket.NoDelay = true;
                var connection = _connections.Create(socket);
                _open.Add(connection);
                if (!_accepted.TryWrite(connection))
                {
                    await connection.DisposeAsync();
                    return;
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.InvalidArgument or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException exception)
            {
                // A connection that was reset before it was accepted; the next may be well.
                LogNotAccepted(_log, exception.SocketErrorCode);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "A connection could not be accepted: {Error}")]
    private static partial void LogNotAccepted(ILogger logger, SocketError error);
}
