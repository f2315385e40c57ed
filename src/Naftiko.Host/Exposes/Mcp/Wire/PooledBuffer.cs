using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Naftiko.Host.Exposes.Mcp.Wire;

/// <summary>A growing run of bytes on rented memory, given back on disposal.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private const int FirstRent = 64 * 1024;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Reads a request's whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes to take.</param>
    /// <returns>The body, or null when it is larger.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // every request waits here: measured in docs/performance.md
    public static async ValueTask<PooledBuffer?> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        // A length that is only claimed takes no memory.
        var buffer = new PooledBuffer((int)Math.Min(request.ContentLength ?? 4096, FirstRent) + 1);
        var complete = false;
        try
        {
            while (buffer._length <= limit)
            {
                var read = await request.Body.ReadAsync(buffer.GetMemory(), request.HttpContext.RequestAborted);
                buffer.Advance(read);
                if (read == 0 || buffer._length == request.ContentLength)
                {
                    complete = true;
                    return buffer;
                }
            }

            return null;
        }
        finally
        {
            if (!complete)
            {
                buffer.Dispose();
            }
        }
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
        {
            Grow(Math.Max(sizeHint, _bytes.Length));
        }

        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
