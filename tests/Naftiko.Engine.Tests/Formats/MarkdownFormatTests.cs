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

    [Fact]
    public void Convert_MalformedFrontMatter_NamesTheLine() =>
        Assert.Contains("Duplicate key (line 3,", Converted.Fault(Format, "---\na: 1\na: 2\n---\n"), StringComparison.Ordinal);

    [Fact]
    public void Convert_DeepNesting_IsRefused() => Assert.Contains("nest too deeply", Converted.Fault(Format, new string('>', 10_000) + " x"), StringComparison.Ordinal);
}
