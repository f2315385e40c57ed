using Naftiko.Spec.Expressions.JsonPaths.Filters;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths.Filters;

public class IRegexpTests
{
    [Theory]
    [InlineData("a.c", "abc", true)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("a.c", "a\rc", false)]
    [InlineData("a.c", "a😀c", true)]
    [InlineData("a..c", "a😀c", false)]
    [InlineData("a", "a\n", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("a|bc", "bc", true)]
    [InlineData("a|bc", "ac", false)]
    [InlineData("(ab){2}", "abab", true)]
    [InlineData("a{2,}", "a", false)]
    [InlineData("a{1,2}", "aaa", false)]
    [InlineData("[^a]", "😀", true)]
    [InlineData("[^😀]", "😀", false)]
    [InlineData("[^😀]", "😁", true)]
    [InlineData("[^😀]", "x", true)]
    [InlineData("[😀-😎]", "😅", true)]
    [InlineData("[😀-😎]", "😏", false)]
    [InlineData("[a-😎]+", "z€😎", true)]
    [InlineData("[😀x]", "x", true)]
    [InlineData("[\U00010000-\U0010FFFF]", "😀", true)]
    [InlineData("[\U00010001-\U0010FFFE]", "\U00010000", false)]
    [InlineData("[\U00010001-\U0010FFFE]", "\U0010FFFE", true)]
    [InlineData("[\U00010001-\U0010FFFE]", "\U0010FFFF", false)]
    [InlineData("[\U000103FF-\U00010400]", "\U00010400", true)]
    [InlineData("[\U000103FF-\U00010400]", "\U00010401", false)]
    [InlineData("😀+", "😀😀", true)]
    [InlineData("\\p{Lu}\\P{Lu}", "Aa", true)]
    [InlineData("\\P{Lu}", "😀", true)]
    [InlineData("[\\p{L}\\-_]+", "aß-_", true)]
    [InlineData("\\d+\\s\\w", "12 x", true)]
    [InlineData("[.]", "a", false)]
    [InlineData("", "", true)]
    public void TryCompile_WholeMatch(string pattern, string text, bool expected)
    {
        var regex = IRegexp.TryCompile(pattern, isWhole: true);
        Assert.NotNull(regex);
        Assert.Equal(expected, regex.IsMatch(text));
    }

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?:a)")]
    [InlineData("a*?")]
    [InlineData("a**")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[z-a]")]
    [InlineData("[a[b]]")]
    [InlineData("a{2,1}")]
    [InlineData("a{,2}")]
    [InlineData("a{1001}")]
    [InlineData("(a)\\1")]
    [InlineData("\\bx")]
    [InlineData("\\p{Nope}")]
    [InlineData("\\")]
    public void TryCompile_NoIRegexp_IsNull(string pattern) => Assert.Null(IRegexp.TryCompile(pattern, isWhole: false));

    [Fact]
    public void TryCompile_TooLargeOrTooDeep_IsNull()
    {
        Assert.Null(IRegexp.TryCompile(new string('a', 1001), isWhole: true));
        Assert.Null(IRegexp.TryCompile("(((a{1000}){1000}){1000}){1000}b", isWhole: true));
        Assert.Null(IRegexp.TryCompile(new string('(', 400) + new string(')', 400), isWhole: true));
    }

    [Fact]
    public void TryCompile_LargestCount_IsAccepted() =>
        Assert.Matches(IRegexp.TryCompile("[a-z]{1,1000}", isWhole: true) ?? throw new InvalidOperationException(), new string('a', 1000));

    // A backtracking engine needs 2^40 steps here.
    [Fact]
    public void IsMatch_NestedRepetition_IsLinear() =>
        Assert.Equal("[]", Paths.Select(Paths.Strict("$[?match(@, '(a*)*b')]"), $"""["{new string('a', 40)}"]"""));

    [Fact]
    public void PatternFromTheDocument_ChangesFromNodeToNode() =>
        Assert.Equal(
            """[{"t":"a","p":"a"},{"t":"b","p":"[b]"}]""",
            Paths.Select(Paths.Strict("$[?match(@.t, @.p)]"), """[{"t":"a","p":"a"},{"t":"b","p":"[b]"},{"t":"c","p":"a"},{"t":"c","p":"("}]"""));
}
