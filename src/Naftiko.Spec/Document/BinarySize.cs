using System.Globalization;

namespace Naftiko.Spec.Document;

/// <summary>A number of bytes as people write it: <c>10MiB</c>, <c>1.5 GB</c>, <c>4096</c>.</summary>
public readonly record struct BinarySize(long Bytes)
{
    /// <summary>The IEC units count in 1024, the SI ones in 1000 (IEC 80000-13).</summary>
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("B", 1),
    ];

    /// <summary>Reads a size; false for what is none, is negative, or is no whole number of bytes that fits.</summary>
    public static bool TryParse(string text, out BinarySize size)
    {
        size = default;
        var number = text.AsSpan().Trim();
        var factor = 1L;
        foreach (var unit in Units)
        {
            if (number.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^unit.Name.Length].TrimEnd();
                factor = unit.Bytes;
                break;
            }
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count > long.MaxValue / factor)
        {
            return false;
        }

        var bytes = count * factor;
        size = new BinarySize((long)bytes);
        return bytes == size.Bytes;
    }

    /// <summary>The shortest exact form: <c>10MiB</c>, <c>1000B</c>.</summary>
    public override string ToString()
    {
        foreach (var (name, bytes) in Units)
        {
            // Of the two families only the IEC one is written.
            if (name is [_, 'i', _] && Bytes >= bytes && Bytes % bytes == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes / bytes}{name}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Bytes}B");
    }
}
