using System.Buffers.Binary;
using System.Text.Unicode;

namespace Naftiko.Engine.Formats.Avro;

/// <summary>A cursor over Avro's binary encoding. Whatever the bytes say, it reads none but its own.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="origin">Where they begin, for messages: "" for a body of its own.</param>
internal ref struct AvroReader(ReadOnlySpan<byte> bytes, string origin)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _origin = origin;
    private int _at;
    private int _depth;

    public readonly bool IsAtEnd => _at == _bytes.Length;

    /// <summary>Goes one level deeper.</summary>
    public void Enter()
    {
        if (++_depth > Conversion.MaxDepth)
        {
            throw MalformedBodyException.TooDeep;
        }
    }

    public void Leave() => _depth--;

    public bool ReadBoolean() => ReadFixed(1)[0] switch
    {
        0 => false,
        1 => true,
        _ => throw Malformed("a boolean that is neither 0 nor 1"),
    };

    public int ReadInt()
    {
        var value = ReadLong();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Malformed("an int beyond 32 bits");
    }

    /// <summary>A variable-length integer, seven bits a byte, zig-zag.</summary>
    public long ReadLong()
    {
        ulong bits = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadFixed(1)[0];
            if (shift == 63 && next > 1)
            {
                break;
            }

            bits |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(bits >> 1) ^ -(long)(bits & 1);
            }
        }

        throw Malformed("an integer beyond 64 bits");
    }

    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(ReadFixed(4));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(ReadFixed(8));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadLong();
        return length is >= 0 and <= int.MaxValue ? ReadFixed((int)length) : throw Malformed("a length that cannot be");
    }

    /// <summary>A string's bytes, which are valid UTF-8.</summary>
    public ReadOnlySpan<byte> ReadText()
    {
        var text = ReadBytes();
        return Utf8.IsValid(text) ? text : throw Malformed("a string that is no UTF-8");
    }

    public ReadOnlySpan<byte> ReadFixed(int length)
    {
        if (length > _bytes.Length - _at)
        {
            throw Malformed("its end, too early");
        }

        _at += length;
        return _bytes.Slice(_at - length, length);
    }

    /// <summary>How many items a block has; 0 ends the array or map. A negative number is followed by the block's size, which nobody needs.</summary>
    public long ReadBlockCount()
    {
        var count = ReadLong();
        if (count >= 0)
        {
            return count;
        }

        ReadLong();
        return count == long.MinValue ? throw Malformed("a block of more items than can be") : -count;
    }

    /// <summary>The fault at this place.</summary>
    public readonly MalformedBodyException Malformed(string what) => new($"{_origin}byte {_at} has {what}");
}
