using System.Text;
using System.Text.Json;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class DelimitedFormatTests
{
    private static readonly DelimitedFormat Csv = new("CSV", ',');

    [Theory]
    [InlineData("id,name\n1,Al\n2,Bo", """[{"id":"1","name":"Al"},{"id":"2","name":"Bo"}]""")]
    [InlineData("id,name\r\n1,Al\r\n", """[{"id":"1","name":"Al"}]""")]
    [InlineData("id,name\r1,Al\r\r", """[{"id":"1","name":"Al"}]""")]
    [InlineData("\uFEFFid\n1", """[{"id":"1"}]""")]
    [InlineData("id,name\n1\n,Bo", """[{"id":"1"},{"id":"","name":"Bo"}]""")]
    [InlineData("a,b\n\"x,\"\"y\"\"\",\"1\n2\"", """[{"a":"x,\"y\"","b":"1\n2"}]""")]
    [InlineData("a\n\"\"\n", """[{"a":""}]""")]
    [InlineData("a\n\"\"\"\"", """[{"a":"\""}]""")]
    [InlineData("a,b\n5\" disk,x\"", """[{"a":"5\" disk","b":"x\""}]""")]
    [InlineData("a,b,\n1,2,\n3,4", """[{"a":"1","b":"2"},{"a":"3","b":"4"}]""")]
    [InlineData("a,a,a_2\n1,2,3", """[{"a":"1","a_2":"2","a_2_2":"3"}]""")]
    [InlineData("id,name", "[]")]
    [InlineData("\n\n", "[]")]
    public void Convert_Rows_AreObjectsOfStrings(string csv, string json) => Assert.Equal(json, Converted.Json(Csv, csv));

    [Fact]
    public void Convert_OtherSeparators_AreThoseOfTheFormat()
    {
        Assert.Equal("""[{"a":"1,5","b":"x"}]""", Converted.Json(new DelimitedFormat("TSV", '\t'), "a\tb\n1,5\tx"));
        Assert.Equal("""[{"a":"1","b":"x\ty"}]""", Converted.Json(new DelimitedFormat("PSV", '|'), "a|b\n1|x\ty"));
    }

    [Fact]
    public void Convert_Charset_IsUsed() => Assert.Equal("""[{"é":"ü"}]""", Converted.Json(Csv, Encoding.Latin1.GetBytes("é\nü"), "iso-8859-1"));

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3", "row 3 has 3 columns, the header has 2")]
    [InlineData("a,b\n1,2,,", "row 2 has 4 columns, the header has 2")]
    [InlineData("a\n\"x", "a quoted field of row 2 does not end")]
    [InlineData("a\n\"", "a quoted field of row 2 does not end")]
    [InlineData("a\n\"x\"y", "row 2 goes on behind the closing quote of a field")]
    public void Convert_Malformed_NamesTheRow(string csv, string fault) =>
        Assert.Equal($"the upstream's answer cannot be read as CSV: {fault}", Converted.Fault(Csv, csv));

    [Fact]
    public void Convert_VeryLongLine_IsRead()
    {
        var field = new string('x', 10 * 1024 * 1024);
        using var json = JsonDocument.Parse(Converted.Json(Csv, $"a,b\n{field},1"));
        Assert.Equal(field.Length, json.RootElement[0].GetProperty("a").GetString()?.Length);
    }

    [Fact]
    public void Convert_LongHeaderOverManyRows_StopsAtTheLimit()
    {
        var csv = new string('h', 1024 * 1024) + string.Concat(Enumerable.Repeat("\n1", 1000));
        Assert.Contains("more than 67108864 bytes of JSON", Converted.Fault(Csv, csv), StringComparison.Ordinal);
    }
}
