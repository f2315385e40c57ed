using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class MarkdownFormatTests
{
    private static readonly MarkdownFormat Format = new(null);

    [Fact]
    public void Convert_Table_IsRows() => Assert.Equal(
        """{"frontMatter":{},"tables":[[{"F":"a","S":"b"}]],"sections":[]}""", Converted.Json(Format, "| F | S |\n|---|---|\n| a | b |"));

    [Fact]
    public void Convert_FrontMatter_IsYaml() => Assert.Equal(
        """{"frontMatter":{"title":"T","n":3,"tags":["a","b"]},"tables":[],"sections":[{"heading":"H","level":1,"content":""}]}""",
        Converted.Json(Format, "---\ntitle: T\nn: 3\ntags: [a, b]\n---\n# H\n"));

    [Fact]
    public void Convert_FrontMatterLater_IsNone() => Assert.StartsWith("""{"frontMatter":{},""", Converted.Json(Format, "\n---\ntitle: T\n---\n"), StringComparison.Ordinal);

    [Fact]
    public void Convert_Sections_AreFlatText() => Assert.Equal(
        """{"frontMatter":{},"tables":[],"sections":[{"heading":"One two","level":1,"content":"a link and code &\nnext\nitem\nmore\nx = 1"},{"heading":"Sub","level":2,"content":"end"}]}""",
        Converted.Json(Format, "dropped\n\n# One *two*\n\na [link](u) **and** `code` &amp;\nnext\n\n- item\n- more\n\n```\nx = 1\n```\n\n## Sub\nend\n"));

    [Fact]
    public void Convert_TableInSection_IsNotRepeated() => Assert.Equal(
        """{"frontMatter":{},"tables":[[{"A":"1"}]],"sections":[{"heading":"H","level":1,"content":"before\nafter"}]}""",
        Converted.Json(Format, "# H\nbefore\n\n|A|\n|-|\n|1|\n\nafter\n"));

    [Fact]
    public void Convert_Prefix_FiltersSectionsOnly() => Assert.Equal(
        """{"frontMatter":{},"tables":[[{"A":"1"}]],"sections":[{"heading":"API keys","level":2,"content":"k"}]}""",
        Converted.Json(new MarkdownFormat("API"), "# Intro\n\n|A|\n|-|\n|1|\n\n## API keys\nk\n## Other API\no\n"));

    [Theory]
    [InlineData("## API", "API keys")]
    [InlineData("##", "API keys,Other API")]
    [InlineData("# API", "")]
    [InlineData("#", "Intro")]
    [InlineData("API", "API keys,API")]
    [InlineData("", "Intro,API keys,Other API,API")]
    public void Convert_PrefixWithMarks_IsOfThatLevel(string wanted, string headings)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Converted.Json(new MarkdownFormat(wanted), "# Intro\n## API keys\n## Other API\n### API\n"));
        Assert.Equal(headings, string.Join(',', json.RootElement.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("heading").GetString())));
    }

    [Fact]
    public void Convert_MalformedFrontMatter_NamesTheLine() =>
        Assert.Contains("Duplicate key (line 3,", Converted.Fault(Format, "---\na: 1\na: 2\n---\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("> ", 200, "nest too deeply")]
    [InlineData("> ", 10_000, "left open")]
    [InlineData("- ", 10_000, "left open")]
    [InlineData("1. ", 10_000, "left open")]
    [InlineData("[a](", 20_000, "left open")]
    [InlineData("[a](b (c", 20_000, "left open")]
    [InlineData("[a](()", 20_000, "left open")]
    [InlineData("[a][b", 20_000, "left open")]
    [InlineData("[", 20_000, "left open")]
    [InlineData("a***b__", 20_000, "left open")]
    [InlineData("a\n---\n|-|\n|***b__", 20_000, "left open")]
    [InlineData("[a]: b\n", 20_000, "left open")]
    [InlineData("a\n\n", 200_000, "left open")]
    public void Convert_WhatWouldTakeTooLong_IsRefused(string part, int count, string fault) =>
        Assert.Contains(fault, Converted.Fault(Format, string.Concat(Enumerable.Repeat(part, count)) + " x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("- [x](http://a/b) *some* text of **all** kinds\n", 10_000)]
    [InlineData("A [link](http://a/b(c)) and *some* text.\n\n", 20_000)]
    [InlineData("## H\n", 10_000)]
    [InlineData("```\n[[[[****\n```\n\n", 1_000)]
    public void Convert_LongButProper_IsRead(string part, int count) => Assert.EndsWith("]}", Converted.Json(Format, "# Title\n\n" + string.Concat(Enumerable.Repeat(part, count))), StringComparison.Ordinal);

    [Fact]
    public void Convert_LongTable_IsRead()
    {
        var rows = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"| *{i}* | [b](c) | `x` |\n"));
        using var json = System.Text.Json.JsonDocument.Parse(Converted.Json(Format, $"| a | b | c |\n|:--|--:|:-:|\n{rows}"));
        var table = json.RootElement.GetProperty("tables")[0];
        Assert.Equal(10_000, table.GetArrayLength());
        Assert.Equal("""{"a":"9999","b":"b","c":"x"}""", table[9_999].GetRawText());
    }

    [Theory]
    [InlineData("a | b\n- | -", "")] // the second line begins a list
    [InlineData("a | b\n--- | ---\n1 | 2", """[{"a":"1","b":"2"}]""")]
    [InlineData("|a|b|\n|---|---|", "[]")]
    [InlineData("|a|b|\n|---|\n|1|2|", "")]
    [InlineData("|a|b|\n|---|-x-|\n|1|2|", "")]
    [InlineData("|a|b|\n| :-: | -: |\n|1|2|3|\n|4|\n||6|", """[{"a":"1","b":"2"},{"a":"4","b":""},{"a":"","b":"6"}]""")]
    [InlineData("|a|\n|-|\n|x \\| y|\n|`p \\| q`|\n|\\\\|", """[{"a":"x | y"},{"a":"p | q"},{"a":"\\"}]""")]
    [InlineData("|a|a|\n|-|-|\n|1|2|", """[{"a":"1","a_2":"2"}]""")]
    [InlineData("|a|\n|-|\n|[x][r] ![p](q)|\n\n[r]: http://z", """[{"a":"x p"}]""")]
    [InlineData("|a|\n|-|\n|1|\n# H\n|2|", """[{"a":"1"}]""")]
    [InlineData("|a|\r\n|-|\r\n|1|\r\n", """[{"a":"1"}]""")]
    [InlineData("text before\n|a|\n|-|\n|1|", """[{"a":"1"}]""")]
    [InlineData("> |a|\n> |-|\n> |1|", "")]
    [InlineData("    |a|\n    |-|", "")]
    [InlineData("|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|", """[{"a":"1"}],[{"b":"2"}]""")]
    public void Convert_Tables_AreThoseOfGitHub(string markdown, string tables) =>
        Assert.StartsWith($$"""{"frontMatter":{},"tables":[{{tables}}],""", Converted.Json(Format, markdown), StringComparison.Ordinal);

    [Fact]
    public void Convert_TextBeforeATable_IsOfTheSection() => Assert.Contains(
        """{"heading":"H","level":1,"content":"before\nafter"}""", Converted.Json(Format, "# H\nbefore\n|a|\n|-|\n|1|\n\nafter"), StringComparison.Ordinal);

    [Theory]
    [InlineData("---\n---\n# H")]
    [InlineData("---\n\n---\n# H")]
    [InlineData("---\r\n---\r\n# H")]
    public void Convert_EmptyFrontMatter_IsAnEmptyObject(string markdown) => Assert.StartsWith("""{"frontMatter":{},"tables":[],"sections":[{"heading":"H",""", Converted.Json(Format, markdown), StringComparison.Ordinal);

    [Theory]
    [InlineData("Title\n=====\n\ntext\n\nSub\n---\nmore", """[{"heading":"Title","level":1,"content":"text"},{"heading":"Sub","level":2,"content":"more"}]""")]
    [InlineData("# A <b>b</b> &copy; `c` ![i](u) <http://x>", """[{"heading":"A b © c i http://x","level":1,"content":""}]""")]
    [InlineData("# A #\n\\# no heading\n\n<div>html</div>", """[{"heading":"A","level":1,"content":"# no heading\n<div>html</div>"}]""")]
    [InlineData("# A\n> quoted\n>\n> > deeper\n\n1. one\n   - two", """[{"heading":"A","level":1,"content":"quoted\ndeeper\none\ntwo"}]""")]
    public void Convert_Sections_HaveTheTextThatAReaderSees(string markdown, string sections) => Assert.EndsWith($"\"sections\":{sections}}}", Converted.Json(Format, markdown), StringComparison.Ordinal);
}
