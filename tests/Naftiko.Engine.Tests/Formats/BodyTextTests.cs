using System.Text;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class BodyTextTests
{
    // No test here may rely on code pages that another one, or a library, has registered for the process.
    public static TheoryData<string, byte[], string?> Texts => new()
    {
        { "plain é", "plain é"u8.ToArray(), null },
        { "plain é", "plain é"u8.ToArray(), "UTF-8" },
        { "plain é", "plain é"u8.ToArray(), "us-ascii" },
        { "plain é", "plain é"u8.ToArray(), "no-such-charset" },
        { "plain é", "plain é"u8.ToArray(), "utf-7" },
        { "é", [0xE9], "iso-8859-1" },
        { "été€", [0xE9, 0x74, 0xE9, 0x80], "windows-1252" },
        { "Привет", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], "Windows-1251" },
        { "日本", [0x93, 0xFA, 0x96, 0x7B], "shift_jis" },
        { "é", [0xE9, 0], "utf-16" },
        { "é", [0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "windows-1252" },
        { "é", [0xFF, 0xFE, 0xE9, 0], "utf-16" },
        { "é", [0xFE, 0xFF, 0, 0xE9], null },
        { "", [], "windows-1252" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Decode_AnyCharset_IsTheText(string text, byte[] body, string? charset) => Assert.Equal(text, BodyText.Decode(body, charset));

    [Theory]
    [MemberData(nameof(Texts))]
    public void ToUtf8_AnyCharset_IsTheTextWithoutAMark(string text, byte[] body, string? charset) =>
        Assert.Equal(text, Encoding.UTF8.GetString(BodyText.ToUtf8(body, charset).Span));

    [Fact]
    public void ToUtf8_OfUtf8_IsNotCopied()
    {
        ReadOnlyMemory<byte> body = new byte[] { 0x61, 0xE9 }; // not UTF-8: passed on all the same
        Assert.True(body.Equals(BodyText.ToUtf8(body, "utf-8")));
    }
}
