namespace Naftiko.Host.Reloading;

/// <summary>
/// Says when to look at the files again: soon after the file system has told of a change and been quiet for a moment, and every few seconds
/// where it tells of none (network file systems, some container mounts).
/// </summary>
internal sealed class FolderWatcher : IDisposable
{
    // Somebody who never stops writing must still see the changes.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _pending = new();
    private readonly TimeProvider _time;
    private readonly ITimer _debounce;
    private readonly ITimer _poll;
    private readonly TimeSpan _quiet;
    private long? _firstChange;

    /// <param name="folders">The folders to watch, with all below them.</param>
    /// <param name="onChange">Called on a pool thread; never twice at a time.</param>
    /// <param name="quiet">How long the file system must be quiet: editors and checkouts write in bursts.</param>
    /// <param name="interval">How often to look without being told.</param>
    /// <param name="time">The clock.</param>
    public FolderWatcher(IEnumerable<string> folders, Action onChange, TimeSpan quiet, TimeSpan interval, TimeProvider time)
    {
        _quiet = quiet;
        _time = time;
        var gate = new Lock();
        _debounce = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _poll = time.CreateTimer(_ => Run(), null, interval, interval);
        foreach (var folder in folders.Where(Directory.Exists))
        {
            Watch(folder);
        }

        void Run()
        {
            lock (_pending)
            {
                _firstChange = null;
            }

            if (gate.TryEnter())
            {
                try
                {
                    onChange();
                }
                finally
                {
                    gate.Exit();
                }
            }
            else
            {
                Soon();
            }
        }
    }

    public void Dispose()
    {
        _debounce.Dispose();
        _poll.Dispose();
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }
    }

    private void Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, _) => Soon();
        watcher.Changed += (_, _) => Soon();
        watcher.Deleted += (_, _) => Soon();
        watcher.Renamed += (_, _) => Soon();

        // Too many changes to tell of, or a watch that broke: look at everything, and let polling find the rest.
        watcher.Error += (_, _) => Soon();
        try
        {
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (IOException)
        {
            // The system's limit of watches is reached; polling remains.
            watcher.Dispose();
        }
    }

    private void Soon()
    {
        lock (_pending)
        {
            _firstChange ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_firstChange.Value) < LongestWait)
            {
                _debounce.Change(_quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
