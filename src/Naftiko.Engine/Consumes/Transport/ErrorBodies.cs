namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Reads what an upstream says about its error, for relaying it.</summary>
internal static class ErrorBodies
{
    /// <summary>The most that is read; the rest is cut off.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The body's first bytes. A body that breaks or stalls gives what came of it: the status is the news.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(UpstreamResponse response)
    {
        using var body = await response.ReadBeginningAsync(MaxBytes);
        return body.Memory.ToArray();
    }
}
