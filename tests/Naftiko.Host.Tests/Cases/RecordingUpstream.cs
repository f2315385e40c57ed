using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Naftiko.Host.Tests.Cases;

/// <summary>The upstream of a case: a real socket that keeps what it received and answers as the case says.</summary>
internal sealed class RecordingUpstream : IAsyncDisposable
{
    private static readonly StubAnswer Default = StubAnswer.Read(
        CaseBlock.Of("upstream", "200 OK\nContent-Type: application/json\n\n{\"ok\":true}", 0), text => text);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<WireMessage> _received = new();
    private IReadOnlyList<StubAnswer> _matched = [];
    private IReadOnlyList<StubAnswer> _ordered = [];
    private Task _accepting = Task.CompletedTask;
    private int _next = -1;

    /// <summary>Takes an address; until it starts, connections are refused.</summary>
    public RecordingUpstream()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Authority = _socket.LocalEndPoint!.ToString()!; // bound
    }

    public string Authority { get; }

    public void Start(IReadOnlyList<StubAnswer> answers)
    {
        _matched = [.. answers.Where(answer => answer.IsMatched)];
        _ordered = [.. answers.Where(answer => !answer.IsMatched)];
        _socket.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>What came since the last call.</summary>
    public List<WireMessage> TakeReceived()
    {
        var received = new List<WireMessage>();
        while (_received.TryDequeue(out var message))
        {
            received.Add(message);
        }

        return received;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _socket.AcceptAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            if (await WireMessage.ReadAsync(stream, hasBody: null, _stopping.Token) is not { } request)
            {
                return;
            }

            _received.Enqueue(request);
            var answer = _matched.FirstOrDefault(stub => stub.Matches(request.StartLine)) ?? Next();
            await answer.WriteAsync(stream, _stopping.Token);
            if (answer.Hangs)
            {
                await Task.Delay(Timeout.Infinite, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller gave up, or the case is over.
        }
    }

    private StubAnswer Next() => _ordered.Count == 0 ? Default : _ordered[Math.Min(Interlocked.Increment(ref _next), _ordered.Count - 1)];
}
