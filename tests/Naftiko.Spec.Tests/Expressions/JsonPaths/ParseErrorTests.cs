using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

public class ParseErrorTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 0)]
    [InlineData("$.a.", 4)]
    [InlineData("a.", 2)]
    [InlineData("$..", 3)]
    [InlineData(".id", 0)]
    [InlineData("..id", 0)]
    [InlineData("@", 0)]
    [InlineData("@.id", 0)]
    [InlineData("$id", 1)]
    [InlineData("  $.a[", 6)]
    [InlineData("$.a[x]", 4)]
    [InlineData("$.a b\nc", 6)]
    [InlineData("$. a", 2)]
    [InlineData("$.a == 1", 4)]
    [InlineData("$.a | b", 4)]
    [InlineData("$.{{a}}", 2)]
    [InlineData("$.a*", 3)]
    [InlineData("$.a.first()", 4)]
    [InlineData("$.a.sum(1)", 8)]
    [InlineData("$.a.sum().b", 9)]
    [InlineData("$..length()", 9)]
    [InlineData("$.sum(a)", 6)]
    [InlineData("$.sum($.a", 9)]
    [InlineData("$[9007199254740992]", 2)]
    [InlineData("$['a", 4)]
    [InlineData("$['\\x']", 4)]
    [InlineData("$['\\uD800']", 5)]
    [InlineData("$[?count(1)==1]", 9)]
    [InlineData("$[?@.a && true]", 10)]
    [InlineData("$[?foo(@)]", 3)]
    [InlineData("$[?length(@.*)==1]", 10)]
    [InlineData("$[?(@.a==1]", 10)]
    [InlineData("$[(@.length-1)]", 2)]
    public void TryParse_WrongText_PointsAtTheFault(string path, int offset)
    {
        var error = Paths.Error(path);
        Assert.NotEmpty(error.Message);
        Assert.Equal(offset, error.Offset);
    }

    // Not attribute data: a lone surrogate does not survive in metadata.
    [Fact]
    public void TryParse_LoneSurrogate_PointsAtIt()
    {
        Assert.Equal(2, Paths.Error("$.\ud800").Offset);
        Assert.Equal(3, Paths.Error("$['\udc00']", isStrict: true).Offset);
    }

    [Fact]
    public void TryParse_ErrorMessage_SaysWhatIsWantedAndFound() =>
        Assert.Equal(new JsonPathError("a name or '*' is expected, but the path ends here", 4), Paths.Error("$.a."));

    [Theory]
    [InlineData("$[?", "(", "@", ")", "]")]
    [InlineData("$", "[?@", "", "]", "")]
    [InlineData("$[?", "length(", "@", ")", "==1]")]
    public void TryParse_NestedTooDeep_IsRefused(string start, string open, string core, string close, string end)
    {
        string Nested(int depth) => start + Repeat(open, depth) + core + Repeat(close, depth) + end;

        Assert.Contains("64 levels", Paths.Error(Nested(65)).Message, StringComparison.Ordinal);
        Assert.Contains("64 levels", Paths.Error(Nested(100_000)).Message, StringComparison.Ordinal);
        Paths.Strict(Nested(60));
    }

    [Fact]
    public void TryParse_TooManySegments_IsRefused()
    {
        Paths.Strict("$" + Repeat(".a", 256));
        Assert.Contains("256 segments", Paths.Error("$" + Repeat(".a", 257)).Message, StringComparison.Ordinal);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
