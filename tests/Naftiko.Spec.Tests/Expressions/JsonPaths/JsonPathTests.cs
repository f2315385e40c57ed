using System.Text.Json;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

public class JsonPathTests
{
    [Theory]
    [InlineData("$", true)]
    [InlineData("$.a['b'][0][-1]", true)]
    [InlineData("$.a.length()", true)]
    [InlineData("$.a.length", true)]
    [InlineData("$.a[*].sum()", true)]
    [InlineData("$.avg($..a)", true)]
    [InlineData("$.a[*].length()", false)]
    [InlineData("$.*", false)]
    [InlineData("$..a", false)]
    [InlineData("$[0:1]", false)]
    [InlineData("$['a','b']", false)]
    [InlineData("$[?@.a]", false)]
    public void IsSingular_ByForm(string path, bool expected) => Assert.Equal(expected, Paths.Lenient(path).IsSingular);

    [Theory]
    [InlineData("$", true)]
    [InlineData("$.", true)]
    [InlineData("$.a", false)]
    [InlineData("$.length()", false)]
    public void IsRoot_OnlyWithoutSteps(string path, bool expected) => Assert.Equal(expected, Paths.Lenient(path).IsRoot);

    [Theory]
    [InlineData("$.a.b", "a", "b")]
    [InlineData("a", "a", "a")]
    [InlineData("$['my key'][0]", "my key", "my key")]
    [InlineData("$.items[*].id", "items", "id")]
    [InlineData("$.items.length()", "items", "items")]
    [InlineData("$.sum($.a.b)", "a", "b")]
    [InlineData("$[?@.x].id", null, "id")]
    [InlineData("$..id", null, "id")]
    [InlineData("$['a','b']", null, "b")]
    [InlineData("$[0]", null, null)]
    [InlineData("$", null, null)]
    public void FirstNameAndLastName_OfSegments(string path, string? first, string? last)
    {
        var parsed = Paths.Lenient(path);
        Assert.Equal(first, parsed.FirstName);
        Assert.Equal(last, parsed.LastName);
    }

    [Theory]
    [InlineData("$.out.id", """{"id":1}""", "[1]")]
    [InlineData("$.out[0]", "[5]", "[5]")]
    [InlineData("$.out.length()", "[5]", "[1]")]
    [InlineData("out", "[5]", "[[5]]")]
    public void Tail_ReRooted_SelectsTheRest(string path, string document, string expected)
    {
        var tail = Paths.Lenient(path).Tail();
        Assert.Equal(expected, Paths.Select(tail, document));
        Assert.Equal(path, tail.Text);
    }

    [Fact]
    public void Tail_OfOneName_IsTheRoot() => Assert.True(Paths.Lenient("$.out").Tail().IsRoot);

    [Fact]
    public void Tail_WithoutFirstName_Throws() => Assert.Throws<InvalidOperationException>(() => Paths.Lenient("$[0]").Tail());

    [Theory]
    [InlineData("$.a.b", true)]
    [InlineData("$.a.x", false)]
    [InlineData("$.n", true)]
    [InlineData("$.a.length()", true)]
    [InlineData("$.n.length()", false)]
    public void TrySelectOne_TellsNullFromAbsent(string path, bool expected) =>
        Assert.Equal(expected, Paths.Lenient(path).TrySelectOne(JsonElement.Parse("""{"a":{"b":null},"n":null}"""), out _));

    [Fact]
    public void TrySelectOne_PlainPath_AllocatesNothing()
    {
        var path = Paths.Strict("$.a['b'][1].c");
        var document = JsonElement.Parse("""{"a":{"b":[{},{"c":5}]}}""");
        path.TrySelectOne(document, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        path.TrySelectOne(document, out var value);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(5, value.GetInt32());
        Assert.Equal(before, after);
    }

    // JSON admits "\ud800" (RFC 8259 section 8.2) though it is no Unicode text.
    [Theory]
    [InlineData("$.a", "[1]")]
    [InlineData("$.d.length()", "[1]")]
    [InlineData("$[?@=='x']", "[]")]
    [InlineData("$[?@<'x']", "[]")]
    [InlineData("$[?match(@, '.*')]", "[]")]
    [InlineData("$[?length(@)==1 && @ != null]", """[{"e":2}]""")]
    public void Select_LoneSurrogateInTheDocument_EqualsNothing(string path, string expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Lenient(path), """{"\ud800":"\udc00","a":1,"d":{"e":2}}"""));
}
