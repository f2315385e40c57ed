using System.Text;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Tests.Sources;

public sealed class SourceDecoderTests
{
    private const string Sample = "a: é😀\n";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true }, { "utf-16BE", false },
        { "utf-32", true }, { "utf-32", false }, { "utf-32BE", true }, { "utf-32BE", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_EveryYamlEncoding_IsDetected(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        var diagnostics = new DiagnosticBag();
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Sample)];

        Assert.Equal(Sample, SourceDecoder.Decode(bytes, "x", diagnostics));
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("", new byte[] { 0xC3 }, 1, 1)]
    [InlineData("ab\nc", new byte[] { 0xC3, 0x28 }, 2, 2)]
    [InlineData("ab", new byte[] { 0xED, 0xA0, 0x80 }, 1, 3)]
    [InlineData("😀", new byte[] { 0x80 }, 1, 3)]
    public void Decode_InvalidUtf8_NamesThePlace(string before, byte[] bad, int line, int column) =>
        AssertFault([.. Encoding.UTF8.GetBytes(before), .. bad], line, column);

    [Fact]
    public void Decode_InvalidUtf16AndUtf32_NameThePlace()
    {
        AssertFault([0xFE, 0xFF, 0x00, (byte)'a', 0x00, (byte)'\n', 0xD8, 0x00, 0x00, (byte)'b'], 2, 1);
        AssertFault([0xFF, 0xFE, (byte)'a', 0x00, (byte)'b'], 1, 2);
        AssertFault([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, (byte)'a', 0x00, 0x11, 0x00, 0x00], 1, 2);
    }

    [Fact]
    public void Decode_Nothing_IsTheEmptyText() => Assert.Equal("", SourceDecoder.Decode([], "x", []));

    [Fact]
    public void SourceText_Printed_ShowsItsPathOnly() => Assert.Equal("x.env", new SourceText("x.env", "TOKEN=secret").ToString());

    private static void AssertFault(byte[] bytes, int line, int column)
    {
        var diagnostics = new DiagnosticBag();

        Assert.Null(SourceDecoder.Decode(bytes, "x", diagnostics));

        var error = Assert.Single(diagnostics);
        Assert.Equal(("NFK1105", line, column), (error.Id, error.Span.Line, error.Span.Column));
    }
}
