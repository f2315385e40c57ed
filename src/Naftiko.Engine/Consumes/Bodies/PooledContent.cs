using System.Net;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Consumes.Bodies;

/// <summary>Request content on a rented buffer, given back when the request is disposed.</summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledBuffer _buffer;
    private int _sending;

    public PooledContent(PooledBuffer buffer, string mediaType)
    {
        _buffer = buffer;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _sending);
        await stream.WriteAsync(_buffer.Written, cancellationToken);
        Interlocked.Decrement(ref _sending);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Written.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // Over HTTP/2 an answer may arrive while the request is still being sent: a buffer in use is left to the garbage collector.
        if (disposing && Volatile.Read(ref _sending) == 0)
        {
            _buffer.Dispose();
        }

        base.Dispose(disposing);
    }
}
