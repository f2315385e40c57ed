using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Yaml;

public class YamlWriterTests
{
    [Theory]
    [InlineData("plain words")]
    [InlineData("")]
    [InlineData(" leading and trailing ")]
    [InlineData("no")]
    [InlineData("NULL")]
    [InlineData("~")]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("1e400")]
    [InlineData("0x1F")]
    [InlineData(".inf")]
    [InlineData("key: value")]
    [InlineData("ends with:")]
    [InlineData("a #comment")]
    [InlineData("# comment")]
    [InlineData("- item")]
    [InlineData("{{BIND}}")]
    [InlineData("/pets/{id}?a=[b]&c=*")]
    [InlineData("quote \" and \\ and '")]
    [InlineData("é 漢 😀")]
    [InlineData("tab\there")]
    [InlineData("cr\r\nlf")]
    [InlineData("nul-free control \u0001 \u007f \u0085 \u2028 \ufeff")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("two\nlines\n\n")]
    [InlineData("a\n\n  indented\n\nend")]
    [InlineData("  first indented\nsecond")]
    [InlineData("\nbegins empty")]
    [InlineData("line with end blank \nnext")]
    [InlineData("ends with blank line\n ")]
    [InlineData("# looks like\n- yaml: but is text")]
    [InlineData("--- \n...")]
    [InlineData("---")]
    [InlineData("tab\n\tin a block")]
    public void Write_AnyText_IsReadBackAsItIs(string text)
    {
        var written = YamlWriter.Write(new MappingDraft()
            .Add(text.Length == 0 ? "k" : text, text)
            .Add("list", [MappingDraft.Text(text), new MappingDraft().Add("first", text).Add("second", "x").Build()])
            .Build());

        var read = Parsed.Of(written);

        Assert.Empty(read.Diagnostics);
        Assert.Equal((text, ScalarKind.Text), Of(read.Map[text.Length == 0 ? "k" : text]));
        var list = Assert.IsType<SequenceNode>(read.Map["list"]);
        Assert.Equal((text, ScalarKind.Text), Of(list.Items[0]));
        var inner = Assert.IsType<MappingNode>(list.Items[1]);
        Assert.Equal([(text, ScalarKind.Text), ("x", ScalarKind.Text)], inner.Entries.Select(e => Of(e.Value)));
    }

    [Fact]
    public void Write_EveryKindOfNode_KeepsKindsAndNesting()
    {
        const string Text = """
            a: 1
            b: -2.5
            c: true
            d: null
            e: {}
            f: []
            g:
              -
                - x
                - "yes"
              - z: 1
                w:
                  - deep: yes please
            h: |-
              one

              two

            """;

        Assert.Equal(Text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", YamlWriter.Write(Parsed.Of(Text).Map));
    }

    private static (string, ScalarKind) Of(Node? node)
    {
        var scalar = Assert.IsType<ScalarNode>(node);
        return (scalar.Text, scalar.Kind);
    }
}
