using System.Text;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class HtmlFormatTests
{
    private const string TwoTables = """
        <div id="x"><table class="t"><tr><th>A<th>B<tr><td>1<td> two <b>words</b><tr><td>3</table></div>
        <table><thead><tr><td>no</td></tr><tr><th>C</th></tr></thead><tbody><tr><td>4</td><td>beyond</td></tr><tr><th>side</th><td>5</td></tr></tbody></table>
        <table><tr><td>no header</td></tr></table>
        """;

    [Fact]
    public void Convert_Page_HasItsTables() =>
        Assert.Equal("""{"tables":[[{"A":"1","B":"two words"},{"A":"3","B":""}],[{"C":"4"}]]}""", Converted.Json(new HtmlFormat(null), TwoTables));

    [Theory]
    [InlineData("table.t", """[{"A":"1","B":"two words"},{"A":"3","B":""}]""")]
    [InlineData("#x", """[{"A":"1","B":"two words"},{"A":"3","B":""}]""")]
    [InlineData("table:not(.t)", """[{"C":"4"}]""")]
    [InlineData("p", "")]
    public void Convert_Selector_ChoosesTables(string selector, string tables)
    {
        Assert.NotNull(HtmlFormat.Create(selector));
        Assert.Equal($"{{\"tables\":[{tables}]}}", Converted.Json(HtmlFormat.Create(selector)!, TwoTables)); // checked above
    }

    [Fact]
    public void Convert_NestedTable_IsMergedAndStandsForItself() => Assert.Equal(
        """{"tables":[[{"A":"Bx"},{"A":"x"}],[{"B":"x"}]]}""",
        Converted.Json(new HtmlFormat(null), "<table><tr><th>A</th></tr><tr><td><table><tr><th>B</th></tr><tr><td>x</td></tr></table></td></tr></table>"));

    [Fact]
    public void Convert_MetaCharset_IsUsed() => Assert.Equal(
        """{"tables":[[{"é":"ü"}]]}""",
        Converted.Json(new HtmlFormat(null), Encoding.Latin1.GetBytes("<meta charset=\"iso-8859-1\"><table><tr><th>é<tr><td>ü</table>")));

    [Theory]
    [InlineData("")]
    [InlineData("table[")]
    public void Create_NoSelector_IsNull(string selector) => Assert.Null(HtmlFormat.Create(selector));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div></b>")]
    [InlineData("<b><p>")]
    [InlineData("<table><tr><td></div>")]
    [InlineData("<svg><td>")]
    public void Convert_ElementsThatNobodyCloses_AreRefused(string part) =>
        Assert.Contains("deeper than 256", Converted.Fault(new HtmlFormat(null), string.Concat(Enumerable.Repeat(part, 200_000))), StringComparison.Ordinal);

    [Fact]
    public void Convert_ElementsThatNeedNoEnd_AreNoDepth() => Assert.Equal(
        """{"tables":[[{"A":"1"}]]}""",
        Converted.Json(new HtmlFormat(null), string.Concat(Enumerable.Repeat("<p>x<br/><svg/><svg><path/></svg><ul><li>y<li>z</ul><select><option>1<option>2</select>", 1000)) + "<table><tr><th>A<tr><td>1</table>"));
}
