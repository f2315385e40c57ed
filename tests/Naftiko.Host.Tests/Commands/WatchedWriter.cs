using System.Text;

namespace Naftiko.Host.Tests.Commands;

/// <summary>Keeps what is written, from any thread, and tells when a text has come.</summary>
internal sealed class WatchedWriter : TextWriter
{
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

            return came.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }
}
