using System.Buffers;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Formats;

/// <summary>Takes what a conversion writes, up to a limit.</summary>
internal sealed class LimitedBuffer(PooledBuffer buffer, int limit) : IBufferWriter<byte>
{
    public void Advance(int count) => buffer.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Check(sizeHint);
        return buffer.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Check(sizeHint);
        return buffer.GetSpan(sizeHint);
    }

    private void Check(int sizeHint)
    {
        if (buffer.Written.Length + (long)sizeHint > limit)
        {
            throw new MalformedBodyException($"it becomes more than {limit} bytes of JSON");
        }
    }
}
