using System.Buffers.Binary;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>Unpacks Snappy blocks as Avro writes them: the raw format (no frames), then the CRC-32 of the unpacked bytes, big-endian.</summary>
internal static class Snappy
{
    private const int ChecksumBytes = 4;

    /// <param name="data">The block.</param>
    /// <param name="room">The most bytes that may come of it.</param>
    /// <exception cref="MalformedBodyException">It is damaged or too large.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> data, int room)
    {
        if (data.Length < ChecksumBytes)
        {
            throw Damaged();
        }

        var expected = BinaryPrimitives.ReadUInt32BigEndian(data[^ChecksumBytes..]);
        var source = data[..^ChecksumBytes];
        var length = ReadLength(ref source);
        if (length > room)
        {
            throw new MalformedBodyException($"it unpacks to more than {Conversion.MaxBytes} bytes");
        }

        // A tag of three bytes gives 64 at most: what claims more is not believed enough to make room for it.
        var target = length <= source.Length * 64L ? new byte[length] : throw Damaged();
        Unpack(source, target);
        return Checksum(target) == expected ? target : throw Damaged();
    }

    private static uint ReadLength(ref ReadOnlySpan<byte> source)
    {
        uint length = 0;
        for (var shift = 0; shift < 35 && !source.IsEmpty; shift += 7)
        {
            var next = source[0];
            source = source[1..];
            length |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length;
            }
        }

        throw Damaged();
    }

    private static void Unpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            var tag = source[0];
            source = source[1..];
            int length;
            if ((tag & 3) == 0)
            {
                length = LiteralLength(tag, ref source);
                if (length > source.Length || length > target.Length - written)
                {
                    throw Damaged();
                }

                source[..length].CopyTo(target[written..]);
                source = source[length..];
            }
            else
            {
                length = Copy(tag, ref source, target, written);
            }

            written += length;
        }

        if (written != target.Length)
        {
            throw Damaged();
        }
    }

    /// <summary>Up to 60 bytes the tag says how many; above, one to four bytes behind it.</summary>
    private static int LiteralLength(byte tag, ref ReadOnlySpan<byte> source)
    {
        var length = (tag >> 2) + 1L;
        return length <= 60 ? (int)length : (int)Math.Min(ReadNumber((int)length - 60, ref source) + 1L, int.MaxValue);
    }

    private static int Copy(byte tag, ref ReadOnlySpan<byte> source, Span<byte> target, int written)
    {
        var (length, offset) = (tag & 3) switch
        {
            1 => (((tag >> 2) & 7) + 4, ((long)(tag >> 5) << 8) | ReadNumber(1, ref source)),
            2 => ((tag >> 2) + 1, ReadNumber(2, ref source)),
            _ => ((tag >> 2) + 1, ReadNumber(4, ref source)),
        };
        if (offset == 0 || offset > written || length > target.Length - written)
        {
            throw Damaged();
        }

        // Byte by byte: a copy may reach into what it is writing, and repeats it then.
        for (var i = written; i < written + length; i++)
        {
            target[i] = target[i - (int)offset];
        }

        return length;
    }

    private static long ReadNumber(int bytes, ref ReadOnlySpan<byte> source)
    {
        if (bytes > source.Length)
        {
            throw Damaged();
        }

        long number = 0;
        for (var i = bytes - 1; i >= 0; i--)
        {
            number = (number << 8) | source[i];
        }

        source = source[bytes..];
        return number;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    private static MalformedBodyException Damaged() => new("a block's snappy data is damaged");
}
