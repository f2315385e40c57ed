using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting.Listening;

/// <summary>
/// Kestrel's one listener, which gathers the connections of any number of sockets. So sockets open and close while the server runs: each says at once why it
/// cannot be opened, and the connections of a closed one go on to their end.
/// </summary>
internal sealed partial class ListenerSet : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<IPEndPoint, ListeningSocket> _open = [];
    private readonly Lock _lock = new();
    private readonly OpenConnections _connected = new();
    private readonly SocketConnectionContextFactory _connections;
    private readonly ILogger _log;

    public ListenerSet(ILoggerFactory loggers)
    {
        _log = loggers.CreateLogger<ListenerSet>();
        _connections = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), _log);
    }

    private bool _isClosed;

    /// <summary>The name of all sockets together; Kestrel wants one.</summary>
    public EndPoint EndPoint { get; private set; } = new DnsEndPoint("naftiko", 1);

    /// <summary>What is open now.</summary>
    public IReadOnlyList<IPEndPoint> Opened
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Keys];
            }
        }
    }

    /// <summary>Opens the sockets that are wanted and not open. One in the way of a wanted one, on the same port and no longer wanted, is closed first.</summary>
    /// <returns>A diagnostic for each socket that cannot be opened.</returns>
    public IReadOnlyList<Diagnostic> Open(IReadOnlyList<WantedListener> wanted)
    {
        var diagnostics = new DiagnosticBag();
        lock (_lock)
        {
            foreach (var listener in _isClosed ? [] : wanted)
            {
                if (_open.ContainsKey(listener.EndPoint))
                {
                    continue;
                }

                if (IsWildcard(listener.EndPoint) || _open.Keys.Any(open => open.Port == listener.EndPoint.Port && IsWildcard(open)))
                {
                    CloseUnwanted(wanted, listener.EndPoint.Port);
                }

                // Half of localhost would leave it to chance which process a client reaches.
                if (!listener.IsOptional || _open.ContainsKey(new IPEndPoint(IPAddress.Loopback, listener.EndPoint.Port)))
                {
                    OpenOne(listener, diagnostics);
                }
            }
        }

        return [.. diagnostics];
    }

    /// <summary>Closes the sockets that are not wanted.</summary>
    public void CloseExcept(IReadOnlyList<WantedListener> wanted)
    {
        lock (_lock)
        {
            CloseUnwanted(wanted, null);
        }
    }

    /// <summary>Closes all sockets for good. Connections go on.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            CloseUnwanted([], null);
        }
    }

    /// <summary>Completes when no connection is left of those that were accepted before <see cref="Close"/>.</summary>
    public Task DisconnectedAsync() => _connected.NoneAsync();

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        Close();
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        _accepted.Writer.TryComplete();
        _connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsWildcard(IPEndPoint endPoint) => endPoint.Address.Equals(IPAddress.IPv6Any) || endPoint.Address.Equals(IPAddress.Any);

    private void CloseUnwanted(IReadOnlyList<WantedListener> wanted, int? port)
    {
        var kept = wanted.Select(listener => listener.EndPoint).ToHashSet();
        foreach (var (endPoint, socket) in _open.Where(open => (port is null || open.Key.Port == port) && !kept.Contains(open.Key)).ToList())
        {
            socket.Dispose();
            _open.Remove(endPoint);
            LogClosed(_log, endPoint);
        }
    }

    private void OpenOne(WantedListener wanted, DiagnosticBag diagnostics)
    {
        try
        {
            _open.Add(wanted.EndPoint, new ListeningSocket(wanted.EndPoint, _connections, _accepted.Writer, _connected, _log));
            LogOpened(_log, wanted.EndPoint);
        }
        catch (SocketException exception)
            when (wanted.IsOptional && exception.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied))
        {
            LogSkipped(_log, wanted.EndPoint);
        }
        catch (SocketException exception)
        {
            diagnostics.Add(HostDiagnostics.PortNotBound, wanted.Span, $"port {wanted.EndPoint.Port} cannot be opened on {wanted.EndPoint.Address}: "
                + $"{ReasonOf(exception.SocketErrorCode)}; asked for by {NamesOf(wanted.Files)}", "free the port, or move it with --port-map");
        }
    }

    private static string ReasonOf(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "it is in use",
        SocketError.AccessDenied => "this user may not open it",
        SocketError.AddressNotAvailable => "this machine does not have the address",
        _ => $"the system says {error}",
    };

    private static string NamesOf(IReadOnlyList<string> files)
    {
        const int Shown = 5;
        var names = string.Join(", ", files.Take(Shown));
        return files.Count <= Shown ? names : $"{names} and {files.Count - Shown} more";
    }

    [LoggerMessage(LogLevel.Information, "Listening on {EndPoint}")]
    private static partial void LogOpened(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Information, "No longer listening on {EndPoint}")]
    private static partial void LogClosed(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Debug, "This machine has no {EndPoint}")]
    private static partial void LogSkipped(ILogger logger, IPEndPoint endPoint);
}
