using System.Text;

namespace Naftiko.Host.Tests.Commands;

/// <summary>Keeps what is written, from any thread, and tells when a text has come.</summary>
internal sealed class WatchedWriter : TextWriter
{
    /// <summary>Ends a test that would wait for ever. Nothing is judged by it, so it is longer than the busiest machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Wanted, TaskCompletionSource Came)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public override void Write(char value)
    {
        lock (_lock)
        {
            _text.Append(value);
            if (value == '\n' && _waiting.Count > 0)
            {
                var text = _text.ToString();
                _waiting.RemoveAll(w => text.Contains(w.Wanted, StringComparison.Ordinal) && w.Came.TrySetResult());
            }
        }
    }

    /// <summary>A line stays whole, whoever else writes.</summary>
    public override void WriteLine(string? value)
    {
        lock (_lock)
        {
            base.WriteLine(value);
        }
    }

    /// <summary>Completes when a finished line holds the text.</summary>
    public Task WaitForAsync(string wanted)
    {
        lock (_lock)
        {
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_text.ToString().Contains(wanted, StringComparison.Ordinal))
            {
                came.SetResult();
            }
            else
            {
                _waiting.Add((wanted, came));
            }

            return came.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }
}
