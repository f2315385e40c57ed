using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naftiko.Host.Exposes.Mcp.Wire;
using Naftiko.Host.Exposes.Rest;
using Naftiko.Host.Logging;
using Naftiko.Host.Reloading;

namespace Naftiko.Host.Exposes.Control;

/// <summary><c>/logs/stream</c>: what is logged, as it is logged (server-sent events). It ends when the server stops, and when the file is loaded anew.</summary>
/// <param name="server">The server.</param>
/// <param name="file">The file whose lines are shown; null: all.</param>
/// <param name="feed">What is logged.</param>
/// <param name="maxReaders">How many may read at a time.</param>
internal sealed class LogStreamEndpoint(LiveServer server, string? file, LogFeed feed, int maxReaders) : IDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _ended = new();
    private int _readers;

    public async Task AnswerAsync(HttpContext context, string[] placeholders)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            // It would wait for a body that it must not get.
            context.Response.ContentType = "text/event-stream";
            return;
        }

        if (Interlocked.Increment(ref _readers) > maxReaders)
        {
            Interlocked.Decrement(ref _readers);
            await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Problem.TooManyReaders, "Too many readers",
                $"{maxReaders} read this stream already, which is as many as 'max-subscribers' allows.");
            return;
        }

        try
        {
            await StreamAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Ends the streams.</summary>
    public void Dispose() => _ended.Cancel();

    private async Task StreamAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, server.Stopping, context.RequestAborted);
        using var subscription = feed.Subscribe(IsShown);
        await using var events = await SseWriter.OpenAsync(context, TimeProvider.System, KeepAlive);
        try
        {
            while (await subscription.WaitAsync(end.Token))
            {
                while (subscription.TryTake(out var entry))
                {
                    await events.WriteAsync("log", json => Write(json, entry));
                }

                if (subscription.TakeDropped() is > 0 and var dropped)
                {
                    await events.WriteAsync("dropped", json =>
                    {
                        json.WriteStartObject();
                        json.WriteNumber("count", dropped);
                        json.WriteEndObject();
                    });
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader has gone, or is to come back.
        }
    }

    private bool IsShown(LogEntry entry) => file is null || entry.File == file || new ControlView(server.Status, file).IsWhole;

    /// <summary>Foreign words in a line lose the values of binds, as everywhere.</summary>
    private void Write(Utf8JsonWriter json, LogEntry entry)
    {
        var redactor = (entry.File ?? file) is { } path ? server.Status.Find(path)?.Loaded.Capability?.Redactor : null;
        json.WriteStartObject();
        json.WriteString("time", entry.Time);
        json.WriteString("level", LogLevelNames.Of(entry.Level));
        json.WriteString("category", entry.Category);
        json.WriteString("message", redactor?.Redact(entry.Message) ?? entry.Message);
        if (entry.File is { } concerned)
        {
            json.WriteString("file", concerned);
        }

        if (entry.Fault is { } fault)
        {
            json.WriteString("fault", fault);
        }

        json.WriteEndObject();
    }
}
