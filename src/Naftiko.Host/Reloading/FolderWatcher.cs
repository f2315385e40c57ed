namespace Naftiko.Host.Reloading;

/// <summary>
/// Says when to look at the files again, and at which: soon after the file system has told of changes and been quiet for a moment, and at all of them every
/// few seconds, since it does not always tell (network file systems, some container mounts, an overflow).
/// </summary>
internal sealed class FolderWatcher : IDisposable
{
    /// <summary>With more changes than this, looking at everything costs no more.</summary>
    private const int MostPaths = 256;

    // Somebody who never stops writing must still see the changes.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _lock = new();
    private readonly Lock _running = new();
    private readonly Action<IReadOnlyCollection<string>?> _onChange;
    private readonly TimeProvider _time;
    private readonly ITimer _debounce;
    private readonly ITimer _poll;
    private readonly TimeSpan _quiet;
    private HashSet<string>? _changed = new(StringComparer.Ordinal);
    private long? _firstChange;

    /// <param name="folders">The folders to watch, with all below them.</param>
    /// <param name="onChange">Called on a pool thread with the paths that may have changed, null for any; never twice at a time. Must not throw.</param>
    /// <param name="quiet">How long the file system must be quiet: editors and checkouts write in bursts.</param>
    /// <param name="interval">How often to look without being told.</param>
    /// <param name="time">The clock.</param>
    public FolderWatcher(IEnumerable<string> folders, Action<IReadOnlyCollection<string>?> onChange, TimeSpan quiet, TimeSpan interval, TimeProvider time)
    {
        _onChange = onChange;
        _quiet = quiet;
        _time = time;
        _debounce = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _poll = time.CreateTimer(_ => Poll(), null, interval, interval);
        foreach (var folder in folders.Where(Directory.Exists))
        {
            Watch(Path.GetFullPath(folder));
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
        watcher.Created += (_, change) => Soon(change.FullPath);
        watcher.Changed += (_, change) => Soon(change.FullPath);
        watcher.Deleted += (_, change) => Soon(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Soon(change.OldFullPath);
            Soon(change.FullPath);
        };

        // Too many changes to tell of, or a watch that broke: look at everything, and let polling find the rest.
        watcher.Error += (_, _) => Soon(null);
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

    /// <param name="path">What may have changed; null: anything.</param>
    private void Soon(string? path)
    {
        lock (_lock)
        {
            Note(path);
            _firstChange ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_firstChange.Value) < LongestWait)
            {
                _debounce.Change(_quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Note(string? path)
    {
        if (path is null || _changed is { Count: >= MostPaths })
        {
            _changed = null;
        }

        _changed?.Add(path!); // null has just been dealt with
    }

    private void Poll()
    {
        lock (_lock)
        {
            Note(null);
        }

        Run();
    }

    private void Run()
    {
        if (!_running.TryEnter())
        {
            lock (_lock)
            {
                _debounce.Change(_quiet, Timeout.InfiniteTimeSpan);
            }

            return;
        }

        try
        {
            _onChange(Take());
        }
        finally
        {
            _running.Exit();
        }
    }

    private HashSet<string>? Take()
    {
        lock (_lock)
        {
            var changed = _changed;
            _changed = new HashSet<string>(StringComparer.Ordinal);
            _firstChange = null;
            return changed;
        }
    }
}
