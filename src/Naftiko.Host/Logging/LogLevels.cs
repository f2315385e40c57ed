using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Naftiko.Host.Logging;

/// <summary>
/// Which levels are logged: one for all, and others for categories that begin alike, of which the longest counts. They may change while the
/// process runs; every logger follows at once. Thread-safe.
/// </summary>
internal sealed class LogLevels : IOptionsMonitor<LoggerFilterOptions>
{
    /// <summary>Categories are a caller's words: an end must be somewhere.</summary>
    public const int MaxCategories = 100;

    public const int MaxCategoryLength = 200;

    private readonly Lock _lock = new();
    private Action<LoggerFilterOptions, string?>? _changed;

    /// <param name="level">The level for all.</param>
    /// <param name="categories">The others.</param>
    public LogLevels(LogLevel level, ImmutableSortedDictionary<string, LogLevel> categories)
    {
        Level = level;
        Categories = categories;
        CurrentValue = Filter();
    }

    /// <summary>The level of what no category says otherwise about.</summary>
    public LogLevel Level { get; private set; }

    /// <summary>The level of a category and of all whose names begin like it.</summary>
    public ImmutableSortedDictionary<string, LogLevel> Categories { get; private set; }

    public LoggerFilterOptions CurrentValue { get; private set; }

    public LoggerFilterOptions Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<LoggerFilterOptions, string?> listener)
    {
        lock (_lock)
        {
            _changed += listener;
        }

        return new Registration(this, listener);
    }

    /// <summary>Changes the level for all.</summary>
    public void Set(LogLevel level)
    {
        lock (_lock)
        {
            Level = level;
            Publish();
        }
    }

    /// <summary>Changes the level of a category; null: it has none of its own any more.</summary>
    /// <returns>False when there are too many of them already.</returns>
    public bool TrySet(string category, LogLevel? level)
    {
        lock (_lock)
        {
            if (level is not null && Categories.Count >= MaxCategories && !Categories.ContainsKey(category))
            {
                return false;
            }

            Categories = level is { } value ? Categories.SetItem(category, value) : Categories.Remove(category);
            Publish();
            return true;
        }
    }

    private void Publish()
    {
        CurrentValue = Filter();
        _changed?.Invoke(CurrentValue, null);
    }

    private LoggerFilterOptions Filter()
    {
        var filter = new LoggerFilterOptions { MinLevel = Level };
        foreach (var (category, level) in Categories)
        {
            filter.AddFilter(category, level);
        }

        return filter;
    }

    private sealed class Registration(LogLevels levels, Action<LoggerFilterOptions, string?> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (levels._lock)
            {
                levels._changed -= listener;
            }
        }
    }
}
