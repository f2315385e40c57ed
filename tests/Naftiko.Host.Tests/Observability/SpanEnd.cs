using System.Diagnostics;
using Naftiko.Engine.Observability;

namespace Naftiko.Host.Tests.Observability;

/// <summary>The end of a span of this name: it is where it goes by then, as the server's own listener hears of it first.</summary>
internal sealed class SpanEnd : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityListener _listener;

    public SpanEnd(string name)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.ScopeName,
            ActivityStopped = span =>
            {
                if (span.DisplayName == name)
                {
                    _ended.TrySetResult();
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Task Task => _ended.Task;

    public void Dispose() => _listener.Dispose();
}
