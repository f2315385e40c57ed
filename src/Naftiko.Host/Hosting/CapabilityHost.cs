using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Naftiko.Host.Hosting.Listening;
using Naftiko.Spec.Diagnostics;

namespace Naftiko.Host.Hosting;

/// <summary>The running server. Owns the one field that changes: the current snapshot.</summary>
internal sealed class CapabilityHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ListenerSet _listeners;
    private readonly KestrelServer _server;
    private readonly Dispatcher _dispatcher;
    private volatile Snapshot _current = Snapshot.Empty;

    /// <param name="options">Limits and allowed origins, which hold for the life of the process.</param>
    /// <param name="loggers">Where the access log and failures go; belongs to the caller.</param>
    public CapabilityHost(HostingOptions options, ILoggerFactory loggers)
    {
        _listeners = new ListenerSet(loggers);
        _server = new KestrelServer(Options.Create(KestrelOptions(options, _listeners.EndPoint)), _listeners, loggers);
        _dispatcher = new Dispatcher(() => _current, new BrowserGuard(options.AllowedOrigins), loggers);
    }

    /// <summary>What is being served. A request reads it once and keeps to it.</summary>
    public Snapshot Current => _current;

    /// <summary>The addresses and ports that are really open.</summary>
    public IReadOnlyList<IPEndPoint> Listeners => _listeners.Opened;

    /// <summary>Cancelled when the host begins to stop: what streams without end should end then.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Begins to serve.</summary>
    /// <returns>An error for each port that cannot be opened; the others serve.</returns>
    public async Task<IReadOnlyList<Diagnostic>> StartAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        _current = snapshot;
        await _server.StartAsync(new HttpApplication(_dispatcher.InvokeAsync), cancellationToken);
        return _listeners.Open(snapshot.Listeners);
    }

    /// <summary>Serves another snapshot from the next request on; requests in flight finish on the old one. New ports open first, ports that are no
    /// longer wanted close last. Not to be called concurrently.</summary>
    /// <returns>An error for each port that cannot be opened; the others serve.</returns>
    public IReadOnlyList<Diagnostic> Swap(Snapshot snapshot)
    {
        var diagnostics = _listeners.Open(snapshot.Listeners);
        _current = snapshot;
        _listeners.CloseExcept(snapshot.Listeners);
        return diagnostics;
    }

    /// <summary>Tries to open what the current snapshot wants and is not open.</summary>
    /// <returns>An error for each port that still cannot be opened.</returns>
    public IReadOnlyList<Diagnostic> OpenAgain() => _listeners.Open(_current.Listeners);

    /// <summary>Lets clients go: from now on each answer says that its connection ends with it (RFC 9112 section 9.6). Ports stay open.</summary>
    public void BeginDrain() => _dispatcher.BeginDrain();

    /// <summary>Closes all ports. What clients are sending on connections that they hold is still answered.</summary>
    /// <param name="most">Ends the wait for clients to leave: a connection may be idle for ever.</param>
    public async Task LetGoAsync(TimeSpan most)
    {
        BeginDrain();
        await _stopping.CancelAsync();
        _listeners.Close();
        await Task.WhenAny(_listeners.DisconnectedAsync(), Task.Delay(most));
    }

    /// <summary>Closes all ports and idle connections, and waits for the requests in flight.</summary>
    /// <param name="cancellationToken">Ends the wait: connections still open are then aborted.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _server.Dispose();
        await _listeners.DisposeAsync();
        _stopping.Dispose();
    }

    private static KestrelServerOptions KestrelOptions(HostingOptions options, EndPoint endPoint)
    {
        var kestrel = new KestrelServerOptions
        {
            AddServerHeader = false,
            RequestHeaderEncodingSelector = static _ => HeaderEncoding.Lenient,

            // An upstream's header values come as one character per byte and leave as they came.
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        kestrel.Limits.MaxRequestLineSize = options.MaxRequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MaxRequestHeadersBytes;
        kestrel.Limits.MaxRequestHeaderCount = options.MaxRequestHeaders;
        kestrel.Limits.RequestHeadersTimeout = options.RequestHeadersTimeout;
        kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        return kestrel;
    }
}
