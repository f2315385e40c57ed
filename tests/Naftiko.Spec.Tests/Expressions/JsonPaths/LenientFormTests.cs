namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

public class LenientFormTests
{
    [Theory]
    [InlineData("$.", """[{"id":1}]""")]
    [InlineData(" $. ", """[{"id":1}]""")]
    [InlineData(" $ ", """[{"id":1}]""")]
    [InlineData("id", "[1]")]
    [InlineData(" $.id ", "[1]")]
    [InlineData("*", "[1]")]
    [InlineData("['id']", "[1]")]
    [InlineData("length", "[]")]
    public void Root_WrittenLeniently_IsTheDocument(string path, string expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Lenient(path), """{"id":1}"""));

    [Theory]
    [InlineData("a.b[0]", """{"a":{"b":[7]}}""", "[7]")]
    [InlineData("[0]", "[7,8]", "[7]")]
    [InlineData("items[*].id", """{"items":[{"id":1},{"id":2}]}""", "[1,2]")]
    [InlineData("items..id", """{"items":[{"id":1}]}""", "[1]")]
    [InlineData("get-ship.imo_number", """{"get-ship":{"imo_number":9}}""", "[9]")]
    [InlineData("$.a-b", """{"a-b":1}""", "[1]")]
    [InlineData("$.@id", """{"@id":1}""", "[1]")]
    [InlineData("@id", """{"@id":1}""", "[1]")]
    [InlineData("$.$ref", """{"$ref":1}""", "[1]")]
    [InlineData("$.#text", """{"#text":1}""", "[1]")]
    [InlineData("$.xs:name", """{"xs:name":1}""", "[1]")]
    [InlineData("$.2fa", """{"2fa":1}""", "[1]")]
    [InlineData("$.größe", """{"größe":1}""", "[1]")]
    [InlineData("$.😀-x", """{"😀-x":1}""", "[1]")]
    [InlineData("$.my key", """{"my key":1}""", "[1]")]
    [InlineData("my long key.x", """{"my long key":{"x":1}}""", "[1]")]
    [InlineData("$.my key .x", """{"my key":{"x":1}}""", "[1]")]
    [InlineData("$..a-b", """{"x":{"a-b":1}}""", "[1]")]
    [InlineData("$[?@.a-b==1].c", """[{"a-b":1,"c":2},{"a-b":2,"c":3}]""", "[2]")]
    [InlineData("$[?(@.@type == 'x' && @.$ref)].c", """[{"@type":"x","$ref":1,"c":2}]""", "[2]")]
    public void Name_OfRealFiles_NeedsNoBrackets(string path, string document, string expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Lenient(path), document));

    [Theory]
    [InlineData("$.a.length()", """{"a":[1,2]}""", "[2]")]
    [InlineData("$.a.length()", """{"a":[]}""", "[0]")]
    [InlineData("$.a.length()", """{"a":{"x":1}}""", "[1]")]
    [InlineData("$.a.length()", """{"a":"text"}""", "[]")]
    [InlineData("$.a.length()", "{}", "[]")]
    [InlineData("$.length()", "[1,2,3]", "[3]")]
    [InlineData("$.length($.a)", """{"a":[1,2]}""", "[2]")]
    [InlineData("$.a[*].length()", """{"a":[[1],[1,2]]}""", "[1,2]")]
    [InlineData("$.a.length", """{"a":[1,2]}""", "[2]")]
    [InlineData("length", "[1,2]", "[2]")]
    [InlineData("$.a.length", """{"a":{"length":5}}""", "[5]")]
    [InlineData("$.a.length", """{"a":{"x":5}}""", "[]")]
    [InlineData("$.a['length']", """{"a":[1,2]}""", "[]")]
    [InlineData("$.a.length.x", """{"a":[1,2]}""", "[]")]
    public void Length_OfContainers_IsCounted(string path, string document, string expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Lenient(path), document));

    [Theory]
    [InlineData("$.n.sum()", "[1,2,3]", "[6]")]
    [InlineData("$.n.sum()", "[0.1,0.2]", "[0.3]")]
    [InlineData("$.n.sum()", "[1.50,1.50]", "[3]")]
    [InlineData("$.n.sum()", "[9007199254740993,1]", "[9007199254740994]")]
    [InlineData("$.n.sum()", "[1e3,1]", "[1001]")]
    [InlineData("$.n.sum()", "[79228162514264337593543950335,1]", "[7.922816251426434E+28]")]
    [InlineData("$.n.sum()", "[1e400]", "[]")]
    [InlineData("$.n.sum()", "[1,\"2\",null]", "[1]")]
    [InlineData("$.n.sum()", "[]", "[]")]
    [InlineData("$.n.sum()", "\"text\"", "[]")]
    [InlineData("$.n.min()", "[3,1.0,2]", "[1.0]")]
    [InlineData("$.n.max()", "[12345678901234567890,12345678901234567891]", "[12345678901234567891]")]
    [InlineData("$.n.avg()", "[1,2]", "[1.5]")]
    [InlineData("$.n[*].sum()", "[1,2]", "[3]")]
    [InlineData("$.sum($.n)", "[1,2]", "[3]")]
    [InlineData("$.max( $.n[*] )", "[1,2]", "[2]")]
    public void Aggregates_OverNumbers_StayExactWhereTheyFit(string path, string numbers, string expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Lenient(path), $$"""{"n":{{numbers}}}"""));

    [Fact]
    public void Name_LikeAFunction_IsAMember() =>
        Assert.Equal("[4]", Paths.Select(Paths.Lenient("$.sum"), """{"sum":4}"""));

    [Theory]
    [InlineData("$.")]
    [InlineData("id")]
    [InlineData("$.a-b")]
    [InlineData("$.my key")]
    [InlineData("$.a.length()")]
    [InlineData("$.sum($.a)")]
    [InlineData(" $")]
    [InlineData("$[?@.a-b]")]
    public void Strict_LenientForm_IsRefused(string path) => Paths.Error(path, isStrict: true);

    [Fact]
    public void Strict_LengthOfAnArray_IsNoMember() => Assert.Equal("[]", Paths.Select(Paths.Strict("$.a.length"), """{"a":[1]}"""));

    // U+00A0 may be part of a name in RFC 9535, so it is not trimmed.
    [Fact]
    public void Lenient_NoBreakSpaceAtTheEnd_BelongsToTheName() =>
        Assert.Equal("[1]", Paths.Select(Paths.Lenient("$.a\u00A0"), "{\"a\u00A0\":1}"));
}
