using Naftiko.Engine.Binds;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using Naftiko.Tests;

namespace Naftiko.Engine.Tests.Binds;

public sealed class EnvFileTests
{
    private readonly DiagnosticBag _diagnostics = [];

    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("# c\r\n\r\n  A=b\r\n", "b")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=#c", "")]
    [InlineData("A=", "")]
    [InlineData("A=a=b==", "a=b==")]
    [InlineData("A=x\\ny$B", "x\\ny$B")]
    [InlineData("A='x\\ny # z' # c", "x\\ny # z")]
    [InlineData("A='it\\'s'", "it's")]
    [InlineData("A='C:\\'", "C:\\")]
    [InlineData("A=\"x\\ny\\t\\\"q\\\" \\\\ \\$ \\z\"", "x\ny\t\"q\" \\ $ \\z")]
    [InlineData("A=\"one\r\ntwo # not a comment\r\n\"\r\nB=1", "one\ntwo # not a comment\n")]
    public void Parse_Assignment_GivesItsValue(string text, string expected)
    {
        var file = Parse(text);

        Assert.Empty(_diagnostics);
        Assert.True(file.TryGet("A", out var value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Parse_MalformedLines_AreNamedByLineAndNeverShown()
    {
        var file = Parse("A=1\nhunter22\n1A=hunter22\nB='hunter22\nC=\"two\nlines\" hunter22\nA=hunter22\nD=\"hunter22\nE=5\n");

        Assert.Equal(
            ["NFK5007 2", "NFK5007 3", "NFK5007 4", "NFK5007 5", "NFK5008 7", "NFK5007 8"],
            _diagnostics.Select(d => $"{d.Id} {d.Span.Line}"));
        Assert.All(_diagnostics, d => Assert.DoesNotContain("hunter22", d.ToString(), StringComparison.Ordinal));
        Assert.True(file.TryGet("A", out var last) && last == "hunter22");
        Assert.True(file.TryGet("E", out _));
        Assert.False(file.TryGet("B", out _));
        Assert.Equal("x.env", file.ToString());
    }

    [Theory]
    [InlineData("A=\"\\\n")]
    [InlineData("A='\\")]
    [InlineData("A='\\'\n")]
    [InlineData("= \n")]
    public void Parse_HostileText_IsReadOnceWithFewDiagnostics(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000));

        _ = ProcessorTime.Bounded(() => Parse(text));

        Assert.InRange(_diagnostics.Count, 0, 100);
    }

    private EnvFile Parse(string text) => EnvFile.Parse(new SourceText("x.env", text), _diagnostics);
}
