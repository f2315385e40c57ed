using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.Tests.Yaml;

public sealed class YamlParserTests
{
    [Fact]
    public void Parse_Containers_KeepOrderAndText()
    {
        var map = Parsed.Of("b: [x, {c: d}]\na: |\n  two\n  lines\nz: \"\\u00e9\\n\"\n").Map;

        Assert.Equal(["b", "a", "z"], map.Entries.Select(e => e.Key.Text));
        var list = Assert.IsType<SequenceNode>(map["b"]);
        Assert.Equal("d", Assert.IsType<ScalarNode>(Assert.IsType<MappingNode>(list.Items[1])["c"]).Text);
        Assert.Equal("two\nlines\n", Assert.IsType<ScalarNode>(map["a"]).Text);
        Assert.Equal("é\n", Assert.IsType<ScalarNode>(map["z"]).Text);
        Assert.Null(map["absent"]);
    }

    [Theory]
    [InlineData("a: 1\nb:\n  - x\n  - yy: z\n\n\nc: 1\n")]
    [InlineData("a: 1\r\nb:\r\n  - x\r\n  - yy: z\r\n\r\n\r\nc: 1\r\n")]
    [InlineData("a: 1\rb:\r  - x\r  - yy: z\r\r\rc: 1\r")]
    public void Parse_Spans_CountLinesAndColumnsFromOne(string text)
    {
        var map = Parsed.Of(text).Map;
        var list = Assert.IsType<SequenceNode>(map["b"]);

        Assert.Equal(("x.yml", 2, 1, 2, 2), Place(map.Entries[1].Key));
        Assert.Equal(("x.yml", 3, 3, 4, 10), Place(list));
        Assert.Equal(("x.yml", 4, 5, 4, 10), Place(list.Items[1]));
        Assert.Equal(("x.yml", 1, 1, 7, 5), Place(map));
    }

    [Fact]
    public void Parse_FlowSpans_EndBehindTheBracket()
    {
        var map = Parsed.Of("a: {b: [1, 2]}\n").Map;

        Assert.Equal(("x.yml", 1, 4, 1, 15), Place(map["a"]));
        Assert.Equal(("x.yml", 1, 8, 1, 14), Place(Assert.IsType<MappingNode>(map["a"])["b"]));
    }

    [Fact]
    public void Parse_SpanThatEndsInAnAlias_EndsAtTheAlias()
    {
        var map = Parsed.Of("a: &x long text\nb:\n  c: *x\nd:\n  - *x\n").Map;

        Assert.Equal(("x.yml", 3, 3, 3, 8), Place(map["b"]));
        Assert.Equal(("x.yml", 5, 3, 5, 7), Place(map["d"]));
    }

    [Fact]
    public void Parse_EmptyText_IsANullScalar()
    {
        Assert.All(["", "# only a comment\n", "---\n"], text => Assert.True(Assert.IsType<ScalarNode>(Parsed.Of(text).Root).IsNull));
    }

    [Fact]
    public void Parse_DuplicateKey_NamesTheFirstAndKeepsTheTree()
    {
        var parsed = Parsed.Of("a: 1\nb: 2\n\"a\": 3\n");

        var error = Assert.Single(parsed.Diagnostics);
        Assert.Equal("x.yml(3,1): error NFK1002: the key 'a' is already given on line 1", error.ToString());
        Assert.Equal("1", parsed.Scalar("a").Text);
    }

    [Fact]
    public void Parse_DuplicateKeyInAWideMapping_IsFound()
    {
        var lines = Enumerable.Range(0, 40).Select(i => $"k{i}: {i}").Append("k3: again");

        Assert.Equal(["NFK1002 41:1"], Parsed.Of(string.Join('\n', lines)).Places);
    }

    [Fact]
    public void Parse_Alias_SharesTheNode()
    {
        var parsed = Parsed.Of("a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\n*x : key\n");

        Assert.Empty(parsed.Diagnostics);
        Assert.Same(parsed.Map["a"], parsed.Map["b"]);
        Assert.Same(parsed.Map["c"], parsed.Map["d"]);
        Assert.Equal("key", parsed.Scalar("3").Text);
    }

    [Fact]
    public void Parse_AliasWithoutAnchor_IsAnError() =>
        Assert.Equal(["NFK1004 1:4", "NFK1004 2:6"], Parsed.Of("a: *x\nb: [ *y ]\nc: &x 1\n").Places);

    [Fact]
    public void Parse_AliasInsideItsAnchor_IsAnError() =>
        Assert.Equal(["NFK1005 1:11", "NFK1005 2:12", "NFK1006 2:12"], Parsed.Of("a: &x [1, *x]\nb: &y {<<: *y, c: 1}\n").Places);

    [Fact]
    public void Parse_MergeKeys_OwnAndEarlierOnesWin()
    {
        var parsed = Parsed.Of("""
            p: &p {a: p, b: p}
            q: &q {b: q, c: q}
            one: {a: own, <<: *p}
            list:
              first: 1
              <<: [*p, *q, {d: inline}]
              c: own
            quoted: {"<<": x}
            """);

        Assert.Empty(parsed.Diagnostics);
        Assert.Equal("a=own b=p", Render(parsed.Map["one"]));
        Assert.Equal("first=1 a=p b=p d=inline c=own", Render(parsed.Map["list"]));
        Assert.Equal("<<=x", Render(parsed.Map["quoted"]));
    }

    [Fact]
    public void Parse_MergeOfSomethingElse_IsAnError() =>
        Assert.Equal(["NFK1006 1:9", "NFK1006 2:9"], Parsed.Of("a: {<<: 1}\nb: {<<: [x]}\n").Places);

    [Fact]
    public void Parse_KeyThatIsNoText_IsAnErrorAndReadingGoesOn() =>
        Assert.Equal(["NFK1003 1:5", "NFK1003 2:3", "NFK1002 4:1"], Parsed.Of("a: {{x}}\n? [b]\n: 1\na: 2\n").Places);

    [Fact]
    public void Parse_SecondDocument_IsAWarningAtItsPlace()
    {
        var parsed = Parsed.Of("a: 1\n---\nb: 2\n");

        Assert.Equal(["NFK1009 2:1"], parsed.Places);
        Assert.False(parsed.Diagnostics.HasErrors);
        Assert.Equal(["a"], parsed.Map.Entries.Select(e => e.Key.Text));
    }

    [Theory]
    [InlineData("a: b: c\n", 1, 5, "quotes")]
    [InlineData("a: @x\n", 1, 4, "quotes")]
    [InlineData("a: 'x\n", 1, 4, null)]
    [InlineData("a: [1, 2\n", 2, 1, null)]
    [InlineData("a:\n  b: 1\n c: 2\n", 3, 2, "indentation")]
    [InlineData("a: \"\\q\"\n", 1, 4, "backslash")]
    [InlineData("a:\n  b:\n\t- x\n", 3, 1, "spaces")]
    [InlineData("a: 1\nb: x\n  \tc: 2\n", 3, 3, "spaces")]
    [InlineData("a: \"\\UFFFFFFFF\"\n", 1, 2, null)]
    [InlineData("   : ?]   mapping:", 2, 1, null)]
    public void Parse_NoYaml_SaysWhereAndWhatHelps(string text, int line, int column, string? hint)
    {
        var parsed = Parsed.Of(text);

        Assert.Null(parsed.Root);
        var error = Assert.Single(parsed.Diagnostics);
        Assert.Equal(("NFK1001", line, column), (error.Id, error.Span.Line, error.Span.Column));
        Assert.Contains(hint ?? "", error.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SyntaxErrorLater_StillReportsWhatCameBefore() =>
        Assert.Equal(["NFK1010 1:4", "NFK1002 2:1", "NFK1001 3:4"], Parsed.Of("a: no\na: 1\nb: @\n").Places);

    [Fact]
    public void Parse_NulCharacter_IsAnErrorAtItsPlace() => Assert.Equal(["NFK1016 2:3"], Parsed.Of("a: 1\nb:\0 2\n").Places);

    [Fact]
    public void Parse_FormerLineBreaks_AreOrdinaryCharacters()
    {
        var parsed = Parsed.Of("a: x\u0085y\nb: \"x\u2028y\"\nc: x\u2029y\uE000\nd: 1\n");

        Assert.Empty(parsed.Diagnostics);
        Assert.Equal("x\u0085y", parsed.Scalar("a").Text);
        Assert.Equal("x\u2028y", parsed.Scalar("b").Text);
        Assert.Equal("x\u2029y\uE000", parsed.Scalar("c").Text);
        Assert.Equal(4, parsed.Map.Entries[3].Key.Span.Line);
    }

    private static (string, int, int, int, int) Place(Node? node)
    {
        Assert.NotNull(node);
        return (node.Span.File, node.Span.Line, node.Span.Column, node.Span.EndLine, node.Span.EndColumn);
    }

    private static string Render(Node? node) =>
        string.Join(' ', Assert.IsType<MappingNode>(node).Entries.Select(e => $"{e.Key.Text}={((ScalarNode)e.Value).Text}"));
}
