using System.Globalization;
using Naftiko.Host.Loading;

namespace Naftiko.Host.Commands.Printing;

/// <summary>
/// Says on a terminal how far loading has come, in one line that is written over again and gone at the end. What takes less than a moment
/// says nothing.
/// </summary>
internal sealed class LoadProgressLine(TextWriter writer, TimeProvider time) : IProgress<LoadProgress>, IDisposable
{
    private static readonly TimeSpan Silent = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _next = Silent;
    private int _width;

    /// <summary>The line of a command; null where nobody reads it.</summary>
    public static LoadProgressLine? Of(CommandOutput output) => output.IsErrorTerminal ? new LoadProgressLine(output.Error, TimeProvider.System) : null;

    public void Report(LoadProgress value)
    {
        // One file is soon there, and whoever finds the line busy has nothing new to say.
        if (value.Total == 1 || time.GetElapsedTime(_started) < _next || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"loading: {value.Loaded:N0} of {value.Total:N0} files");
            writer.Write($"\r{line.PadRight(_width)}");
            writer.Flush();
            _width = line.Length;
            _next = time.GetElapsedTime(_started) + Interval;
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
        {
            writer.Write($"\r{new string(' ', _width)}\r");
            writer.Flush();
            _width = 0;
        }
    }
}
