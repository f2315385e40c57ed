using System.Text;
using System.Text.Json;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Tests.Values;

public sealed class JsonScanTests
{
    private const int MaxDepth = 8;

    private const string Document = """
         {"a" : [1, -0.5e+10, 0, 12E-3, "x\u00e9\"\\\/\b\f\n\r\t", true,false , null, {}, [] ], "b":{"":"é€😀", "c": [[[["deep"]]]]} }
        """;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1E-7 ")]
    [InlineData("+1")]
    [InlineData("1 2")]
    [InlineData("nul")]
    [InlineData("nulll")]
    [InlineData("True")]
    [InlineData("\"")]
    [InlineData("\"\\\"")]
    [InlineData("\"\\")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12")]
    [InlineData("\"\\u12gh\"")]
    [InlineData("\"\\uD800\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"a\u007fb\"")]
    [InlineData("'a'")]
    [InlineData("[")]
    [InlineData("[1")]
    [InlineData("[1,")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 1]")]
    [InlineData("[1]]")]
    [InlineData("[ ]")]
    [InlineData("{")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1,")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{1:1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":1}}")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("\u00a01")]
    [InlineData("\0")]
    [InlineData("1\0")]
    [InlineData("/* c */ 1")]
    [InlineData(Document)]
    public void IsJson_AnyText_SaysWhatTheReaderSays(string text) => Compare(Encoding.UTF8.GetBytes(text));

    /// <summary>Cut anywhere, and with any byte replaced by one that means something.</summary>
    [Fact]
    public void IsJson_BrokenAnywhere_SaysWhatTheReaderSays()
    {
        var whole = Encoding.UTF8.GetBytes(Document);
        Assert.True(JsonScan.IsJson(whole, MaxDepth));
        for (var at = 0; at < whole.Length; at++)
        {
            Compare(whole[..at]);
            Compare([.. whole[..at], .. whole[(at + 1)..]]);
            foreach (var other in "\"\\{}[]:, \n\t\0019-+.eEtfnua/"u8)
            {
                var changed = whole.ToArray();
                changed[at] = other;
                Compare(changed);
                Compare([.. whole[..at], other, .. whole[at..]]);
            }
        }
    }

    [Theory]
    [InlineData(MaxDepth, true)]
    [InlineData(MaxDepth + 1, false)]
    public void IsJson_Nested_AsDeepAsMayBe(int depth, bool expected)
    {
        Assert.Equal(expected, Compare(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth))));
        Assert.Equal(expected, Compare(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))));
    }

    private static bool Compare(byte[] text)
    {
        var verdict = JsonScan.IsJson(text, MaxDepth);
        Assert.True(ReaderTakes(text) == verdict, $"{verdict} for {Encoding.UTF8.GetString(text)}");
        return verdict;
    }

    private static bool ReaderTakes(byte[] text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
