using System.Text.Json;

namespace Naftiko.Host.Tests.Exposes.Mcp;

/// <summary>Reads an event stream line by line.</summary>
internal sealed class EventReader(Stream stream) : IDisposable
{
    private readonly StreamReader _lines = new(stream);

    public void Dispose() => _lines.Dispose();

    public Task<string?> LineAsync() => _lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    /// <summary>The next message, or null at the end of the stream.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(line["data: ".Length..]);
                return document.RootElement.Clone();
            }
        }

        return null;
    }

    /// <summary>The method of the next message.</summary>
    public async Task<string?> MethodAsync() => (await NextAsync())?.GetProperty("method").GetString();
}
