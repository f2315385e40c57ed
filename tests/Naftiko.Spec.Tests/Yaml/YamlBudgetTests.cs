using Naftiko.Spec.Yaml;
using Naftiko.Tests;

namespace Naftiko.Spec.Tests.Yaml;

/// <summary>Hostile texts. Each ends in a diagnostic at its place, after work that grows no faster than the text.</summary>
public sealed class YamlBudgetTests
{
    [Fact]
    public void Parse_TextOverTheSize_IsRefused() => Refused("a: " + new string('x', 9 * 1024 * 1024), "NFK1011 1:1");

    [Fact]
    public void Parse_OneHugeScalar_IsRead()
    {
        var parsed = ProcessorTime.Bounded(() => Parsed.Of("a: " + new string('x', 8_000_000)));

        Assert.Empty(parsed.Diagnostics);
        Assert.Equal(8_000_000, parsed.Scalar("a").Text.Length);
    }

    [Theory]
    [InlineData("[", 100_000, "NFK1012 1:101")]
    [InlineData("{a: ", 100_000, "NFK1012 1:401")]
    [InlineData("- ", 100_000, "NFK1012 1:201")]
    [InlineData("? ", 100_000, "NFK1012 1:201")]
    public void Parse_NestedTooDeeply_IsRefusedAtTheBreach(string opening, int times, string expected) =>
        Refused(string.Concat(Enumerable.Repeat(opening, times)), expected);

    [Fact]
    public void Parse_IndentedTooDeeply_IsRefusedAtTheBreach() =>
        Refused(string.Concat(Enumerable.Range(0, 3_000).Select(i => new string(' ', i) + "a:\n")), "NFK1012 101:101");

    [Fact]
    public void Parse_ExactlyTheDepth_IsRead() =>
        Assert.Empty(ProcessorTime.Bounded(() => Parsed.Of(new string('[', 100) + new string(']', 100))).Diagnostics);

    [Fact]
    public void Parse_DepthReachedThroughAliases_IsRefused() => Refused(
        $"a: &a {new string('[', 60)}{new string(']', 60)}\nb: {new string('[', 60)}*a{new string(']', 60)}\n", "NFK1012 2:64");

    [Fact]
    public void Parse_TooManyNodes_IsRefusedAtTheBreach() =>
        Refused(string.Concat(Enumerable.Repeat("-\n", 600_000)), "NFK1013 500000:2");

    [Fact]
    public void Parse_AliasBomb_IsCountedNotBuilt()
    {
        var levels = Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        var parsed = ProcessorTime.Bounded(() => Parsed.Of("a0: &a0 x\n" + string.Join('\n', levels)));

        Assert.Null(parsed.Root);
        Assert.Equal("NFK1013", Assert.Single(parsed.Diagnostics).Id);
    }

    [Fact]
    public void Parse_AliasesOfOneLargeScalar_AreCountedInCharacters() =>
        Refused($"a: &a {new string('x', 1_000_000)}\nb:\n{string.Concat(Enumerable.Repeat("- *a\n", 50))}", "NFK1011 35:3");

    [Fact]
    public void Parse_MergeBomb_IsCountedNotBuilt()
    {
        var wide = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: 1"));
        var merges = string.Concat(Enumerable.Repeat("- <<: [*a, *a, *a]\n", 10_000));
        var parsed = ProcessorTime.Bounded(() => Parsed.Of($"a: &a {{{wide}}}\nb:\n{merges}"));

        Assert.Null(parsed.Root);
        Assert.Equal("NFK1013", Assert.Single(parsed.Diagnostics).Id);
    }

    [Fact]
    public void Parse_WideMappingOfDuplicates_StopsAtTheReportLimit()
    {
        var parsed = ProcessorTime.Bounded(() => Parsed.Of(string.Concat(Enumerable.Repeat("a: *x\n", 100_000))));

        Assert.Null(parsed.Root);
        Assert.Equal(101, parsed.Diagnostics.Count);
        Assert.Equal("NFK1014", parsed.Diagnostics.Last().Id);
    }

    [Fact]
    public void Parse_MuchAdvice_IsCutButTheTreeStands()
    {
        var parsed = ProcessorTime.Bounded(() => Parsed.Of(string.Concat(Enumerable.Repeat("- no\n", 300))));

        Assert.NotNull(parsed.Root);
        Assert.Equal(101, parsed.Diagnostics.Count);
        Assert.Equal("200 more remarks on this file are not listed", parsed.Diagnostics.Last().Message);
    }

    [Fact]
    public void MaxDepth_BeyondTheStack_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => YamlBudget.Default with { MaxDepth = 100_000 });

    [Fact]
    public void Parse_AtTheDepthCeiling_FitsTheStack()
    {
        var text = new string('[', YamlBudget.DepthCeiling) + new string(']', YamlBudget.DepthCeiling);

        Assert.NotNull(ProcessorTime.Bounded(() => Parsed.Of(text, YamlBudget.Default with { MaxDepth = YamlBudget.DepthCeiling })).Root);
    }

    private static void Refused(string text, string expected)
    {
        var parsed = ProcessorTime.Bounded(() => Parsed.Of(text));

        Assert.Null(parsed.Root);
        Assert.Equal([expected], parsed.Places);
    }
}
