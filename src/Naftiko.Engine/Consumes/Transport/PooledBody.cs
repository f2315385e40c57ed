using System.Buffers;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>A body's bytes in memory borrowed from the array pool, given back by <see cref="Dispose"/>.</summary>
public sealed class PooledBody : IDisposable
{
    private byte[]? _array;
    private int _length;

    internal PooledBody(int capacity) => _array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes read so far; not to be used once this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been given back.</exception>
    public ReadOnlyMemory<byte> Memory => new(Array, 0, _length);

    /// <summary>The number of bytes.</summary>
    public int Length => _length;

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledBody));

    /// <summary>Gives the memory back; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>Free memory for the next bytes, such that the whole never exceeds <paramref name="limit"/> bytes.</summary>
    internal Memory<byte> Room(int limit)
    {
        if (_length == Array.Length)
        {
            Grow(limit);
        }

        return new Memory<byte>(Array, _length, Math.Min(Array.Length, limit) - _length);
    }

    internal void Advance(int count) => _length += count;

    private void Grow(int limit)
    {
        var full = Array;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, Math.Max(256, full.Length * 2L)));
        full.AsSpan(0, _length).CopyTo(larger);
        _array = larger;
        ArrayPool<byte>.Shared.Return(full);
    }
}
