using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Naftiko.Host.Logging;

/// <summary>Somebody who reads along. Entries wait for a slow reader up to a limit; further ones are dropped and counted.</summary>
internal sealed class LogSubscription : IDisposable
{
    /// <summary>The most entries that wait.</summary>
    public const int MaxWaiting = 1000;

    private readonly Channel<LogEntry> _entries = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Func<LogEntry, bool> _isWanted;
    private readonly Action<LogSubscription> _end;
    private int _dropped;

    /// <param name="isWanted">Whether the reader is to see an entry.</param>
    /// <param name="end">Told when the reader has gone.</param>
    public LogSubscription(Func<LogEntry, bool> isWanted, Action<LogSubscription> end)
    {
        _isWanted = isWanted;
        _end = end;
    }

    /// <summary>Gives the reader an entry; never waits.</summary>
    public void Offer(LogEntry entry)
    {
        if (_isWanted(entry) && !_entries.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Completes when there is something to take.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _entries.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake([NotNullWhen(true)] out LogEntry? entry) => _entries.Reader.TryRead(out entry);

    /// <summary>How many entries were dropped since it was asked last.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    public void Dispose() => _end(this);
}
