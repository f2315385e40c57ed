using System.Buffers;
using System.Globalization;
using System.Text;

namespace Naftiko.Engine.Binds.Redaction;

/// <summary>A text with one layer of escapes taken off, and where each of its bytes stood in the original. Rents its memory; dispose it.</summary>
internal readonly ref struct RedactionView
{
    private readonly byte[] _text;
    private readonly int[]? _origins;
    private readonly int _length;

    /// <summary>The text as it came.</summary>
    public RedactionView(ReadOnlySpan<byte> text)
    {
        _text = ArrayPool<byte>.Shared.Rent(Math.Max(text.Length, 1));
        _length = text.Length;
        text.Replace(_text, (byte)'+', (byte)' ');
    }

    /// <summary>Takes a layer off; <paramref name="escape"/> is <c>%</c> for percent-encoding, <c>\</c> for JSON.</summary>
    private RedactionView(RedactionView outer, char escape)
    {
        _text = ArrayPool<byte>.Shared.Rent(Math.Max(outer._length, 1));
        _origins = ArrayPool<int>.Shared.Rent(outer._length + 1);
        var text = outer.Text;
        for (var i = 0; i < text.Length;)
        {
            var (read, written) = text[i] != escape ? (0, 0)
                : escape == '%' ? Unpercent(text[i..], _text.AsSpan(_length))
                : Unescape(text[i..], _text.AsSpan(_length));
            if (read == 0)
            {
                _text[_length] = text[i];
                (read, written) = (1, 1);
            }

            _origins.AsSpan(_length, written).Fill(outer.OriginOf(i));
            _length += written;
            i += read;
        }

        _origins[_length] = outer.OriginOf(text.Length);
        _text.AsSpan(0, _length).Replace((byte)'+', (byte)' ');
        IsChanged = _length != text.Length;
    }

    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>Whether there was an escape to take off: each is longer than what it stands for.</summary>
    public bool IsChanged { get; }

    public int OriginOf(int index) => _origins is null ? index : _origins[index];

    public RedactionView Without(char escape) => new(this, escape);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_text, clearArray: true);
        if (_origins is not null)
        {
            ArrayPool<int>.Shared.Return(_origins);
        }
    }

    /// <summary><c>%41</c> (RFC 3986 section 2.1), hex digits of either case.</summary>
    private static (int Read, int Written) Unpercent(ReadOnlySpan<byte> text, Span<byte> to)
    {
        if (text.Length < 3 || !TryReadHex(text.Slice(1, 2), out var value))
        {
            return default;
        }

        to[0] = (byte)value;
        return (3, 1);
    }

    /// <summary>The escapes of RFC 8259 section 7; a pair of surrogates is one character.</summary>
    private static (int Read, int Written) Unescape(ReadOnlySpan<byte> text, Span<byte> to)
    {
        if (text.Length < 2)
        {
            return default;
        }

        if (text[1] == 'u')
        {
            return UnescapeUnicode(text, to);
        }

        var index = "\"\\/bfnrt"u8.IndexOf(text[1]);
        if (index < 0)
        {
            return default;
        }

        to[0] = "\"\\/\b\f\n\r\t"u8[index];
        return (2, 1);
    }

    private static (int Read, int Written) UnescapeUnicode(ReadOnlySpan<byte> text, Span<byte> to)
    {
        if (text.Length < 6 || !TryReadHex(text.Slice(2, 4), out var first))
        {
            return default;
        }

        if (Rune.TryCreate(first, out var rune))
        {
            return (6, rune.EncodeToUtf8(to));
        }

        var isPair = text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && TryReadHex(text.Slice(8, 4), out var second)
            && Rune.TryCreate((char)first, (char)second, out rune);
        return isPair ? (12, rune.EncodeToUtf8(to)) : default;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
