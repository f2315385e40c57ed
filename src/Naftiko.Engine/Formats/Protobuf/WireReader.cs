namespace Naftiko.Engine.Formats.Protobuf;

/// <summary>A cursor over a message's wire format.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>The number that these bytes are, which <see cref="ReadValue"/> has measured.</summary>
    public static ulong Varint(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 7) | (bytes[i] & 0x7FUL);
        }

        return value;
    }

    /// <summary>Reads a field's number and wire type.</summary>
    public (int Number, WireType Wire) ReadTag()
    {
        var tag = ReadVarint();
        var number = tag >> 3;
        return number is > 0 and < 1 << 29 && (tag & 7) <= 5 ? ((int)number, (WireType)(tag & 7)) : throw new MalformedBodyException("a tag that no field has");
    }

    /// <summary>Passes over a value and tells where its bytes lie, without length and closing tag.</summary>
    public (int Start, int Length) ReadValue(int number, WireType wire)
    {
        switch (wire)
        {
            case WireType.Varint:
                var start = Position;
                ReadVarint();
                return (start, Position - start);
            case WireType.Fixed64:
                return Take(8);
            case WireType.Fixed32:
                return Take(4);
            case WireType.Length:
                return Take(ReadVarint());
            case WireType.StartGroup:
                return ReadGroup(number);
            default:
                throw new MalformedBodyException("a group ends that did not begin");
        }
    }

    /// <summary>Groups may hold groups; they are counted, not descended into.</summary>
    private (int Start, int Length) ReadGroup(int number)
    {
        var start = Position;
        var open = new Stack<int>();
        open.Push(number);
        while (true)
        {
            var end = Position;
            var (inner, wire) = ReadTag();
            if (wire == WireType.StartGroup)
            {
                open.Push(inner);
            }
            else if (wire != WireType.EndGroup)
            {
                ReadValue(inner, wire);
            }
            else if (open.Pop() != inner)
            {
                throw new MalformedBodyException("a group ends that did not begin");
            }
            else if (open.Count == 0)
            {
                return (start, end - start);
            }
        }
    }

    private ulong ReadVarint()
    {
        var rest = _bytes[Position..];
        for (var i = 0; i < rest.Length && i < MaxVarintBytes; i++)
        {
            if (rest[i] >= 0x80)
            {
                continue;
            }

            if (i == MaxVarintBytes - 1 && rest[i] > 1)
            {
                break;
            }

            Position += i + 1;
            return Varint(rest[..(i + 1)]);
        }

        throw rest.Length < MaxVarintBytes ? Truncated() : new MalformedBodyException("a number beyond 64 bits");
    }

    private (int Start, int Length) Take(ulong length)
    {
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw Truncated();
        }

        var start = Position;
        Position += (int)length;
        return (start, (int)length);
    }

    private static MalformedBodyException Truncated() => new("it ends too early");
}
