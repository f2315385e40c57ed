using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Naftiko.Host.Tests.Exposes.Control;

/// <summary>A client of <c>/logs/stream</c>.</summary>
internal sealed class LogEvents(HttpResponseMessage response) : IDisposable
{
    private IAsyncEnumerator<SseItem<string>>? _events;

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<(string Name, JsonElement Data)?> NextAsync()
    {
        _events ??= SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken))
            .EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        return await _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)) ? (_events.Current.EventType, JsonElement.Parse(_events.Current.Data)) : null;
    }

    public void Dispose() => response.Dispose();
}
