using Naftiko.Spec.Document;

namespace Naftiko.Spec.Tests.Document;

public class BinarySizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("512KiB", 524_288)]
    [InlineData("10MiB", 10_485_760)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("10mb", 10_000_000)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData(" 7B ", 7)]
    public void TryParse_Size_Bytes(string text, long bytes)
    {
        Assert.True(BinarySize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("10 MiBs")]
    [InlineData("0.3B")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("9000000TiB")]
    public void TryParse_Other_False(string text) => Assert.False(BinarySize.TryParse(text, out _));

    [Theory]
    [InlineData(10_485_760, "10MiB")]
    [InlineData(1_073_741_824, "1GiB")]
    [InlineData(1536, "1536B")]
    [InlineData(1000, "1000B")]
    [InlineData(0, "0B")]
    public void ToString_Size_ReadsBackTheSame(long bytes, string text)
    {
        Assert.Equal(text, new BinarySize(bytes).ToString());
        Assert.True(BinarySize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }
}
