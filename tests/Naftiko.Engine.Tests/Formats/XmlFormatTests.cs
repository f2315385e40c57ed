using System.Text;
using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class XmlFormatTests
{
    private static readonly XmlFormat Format = new();

    [Theory]
    [InlineData("""<list total="2"><u id="1"><n>A</n></u><u id="2"><n>B</n></u></list>""", """{"total":"2","u":[{"id":"1","n":"A"},{"id":"2","n":"B"}]}""")]
    [InlineData("""<list><u><n>A</n></u></list>""", """{"u":{"n":"A"}}""")]
    [InlineData("""<r><a/><b></b><c x="1"/></r>""", """{"a":"","b":"","c":{"x":"1"}}""")]
    [InlineData("""<r><p lang="en">Hi</p></r>""", """{"p":{"lang":"en","":"Hi"}}""")]
    [InlineData("""<r>txt</r>""", """{"":"txt"}""")]
    [InlineData("""<r/>""", """{}""")]
    [InlineData("""<r>a<b>x</b>c</r>""", """{"":["a","c"],"b":"x"}""")]
    [InlineData("""<r xmlns="urn:d" xmlns:p="urn:p"><p:a p:b="1">t</p:a></r>""", """{"a":{"b":"1","":"t"}}""")]
    [InlineData("""<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a xsi:nil="true"/><b xsi:nil="1" k="v"/></r>""", """{"a":null,"b":{"k":"v","":null}}""")]
    [InlineData("""<r><a>x</a><b/><a>y</a></r>""", """{"a":["x","y"],"b":""}""")]
    [InlineData("""<r a="1"><a>2</a></r>""", """{"a":["1","2"]}""")]
    [InlineData("<r>\n  <a> x </a>\n</r>", """{"a":" x "}""")]
    [InlineData("""<?xml version="1.0"?><!-- c --><r><![CDATA[<&>]]><!-- c -->&amp;&#65;</r>""", """{"":"<&>&A"}""")]
    [InlineData("""<!DOCTYPE r PUBLIC "-//x" "http://127.0.0.1:1/x.dtd"><r><a>1</a></r>""", """{"a":"1"}""")]
    public void Convert_Document_HasTheShapeOfTheReference(string xml, string json) => Assert.Equal(json, Converted.Json(Format, xml));

    [Fact]
    public void Convert_DeclaredEncoding_IsUsed()
    {
        var bytes = Encoding.Latin1.GetBytes("""<?xml version="1.0" encoding="ISO-8859-1"?><r>é</r>""");
        Assert.Equal("""{"":"é"}""", Converted.Json(Format, bytes));
        Assert.Equal("""{"":"é"}""", Converted.Json(Format, Encoding.Unicode.GetBytes("<r>é</r>")));
        Assert.Equal("""{"":"€"}""", Converted.Json(Format, [.. "<?xml version='1.0' encoding='windows-1252'?><r>"u8, 0x80, .. "</r>"u8]));
    }

    [Fact]
    public void Convert_CharsetParameter_BeatsTheDeclaration()
    {
        var bytes = Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="ISO-8859-1"?><r>é</r>""");
        Assert.Equal("""{"":"é"}""", Converted.Json(Format, bytes, "utf-8"));
    }

    [Theory]
    [InlineData("<r><a></r>", "line 1, column 9")]
    [InlineData("<r/><s/>", "line 1, column 6")]
    [InlineData("<r>\n&nbsp;</r>", "line 2, column 2")]
    [InlineData("just text", "line 1, column 1")]
    public void Convert_Malformed_NamesThePlace(string xml, string place)
    {
        var fault = Converted.Fault(Format, xml);
        Assert.StartsWith("the upstream's answer cannot be read as XML: it is not well-formed", fault, StringComparison.Ordinal);
        Assert.Contains(place, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_BillionLaughs_ExpandsNothing()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        Assert.Contains("not well-formed", Converted.Fault(Format, $"<!DOCTYPE r [<!ENTITY l0 \"lol\">{entities}]><r>&l9;</r>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_ExternalEntity_IsNotOpened()
    {
        var fault = Converted.Fault(Format, """<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>""");
        Assert.Contains("not well-formed", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_Nesting_HasALimit()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));

        Assert.StartsWith("{\"a\":{", Converted.Json(Format, Nested(256)), StringComparison.Ordinal);
        Assert.Contains("deeper than 256", Converted.Fault(Format, Nested(257)), StringComparison.Ordinal);
        Assert.Contains("deeper than 256", Converted.Fault(Format, Nested(500_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_NamespacesOfOneElement_HaveALimit()
    {
        static string Declaring(int count) => $"<r {string.Concat(Enumerable.Range(0, count).Select(i => $" xmlns:p{i}='u{i}'"))}/>";

        Assert.Equal("{}", Converted.Json(Format, Declaring(1_000)));
        Assert.Contains("more than 1000 namespaces", Converted.Fault(Format, Declaring(1_001)), StringComparison.Ordinal);
        Assert.StartsWith("{\"a\":[", Converted.Json(Format, $"<r>{string.Concat(Enumerable.Repeat("<a xmlns:p='u' p:x='1'/>", 2_000))}</r>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<s:Envelope xmlns:s="urn:s"><s:Body><m:Get xmlns:m="urn:m"><m:Id>7</m:Id></m:Get></s:Body></s:Envelope>""", """{"Body":{"Get":{"Id":"7"}}}""")]
    [InlineData("""<r xmlns:a="urn:1" xmlns:b="urn:2"><a:x>1</a:x><b:x>2</b:x></r>""", """{"x":["1","2"]}""")]
    [InlineData("""<r xml:lang="en"/>""", """{"lang":"en"}""")]
    [InlineData("""<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a xsi:nil="false">x</a><b xsi:type="t">y</b><c xsi:nil="true">z</c></r>""", """{"a":"x","b":{"type":"t","":"y"},"c":"z"}""")]
    [InlineData("""<r><a>one<![CDATA[ <two> ]]>three</a><b><![CDATA[]]></b></r>""", """{"a":"one <two> three","b":""}""")]
    [InlineData("""<r>&lt;a&gt; &#x20AC;</r>""", """{"":"<a> €"}""")]
    [InlineData("<?xml-stylesheet href='x'?>\n<r/>\n<!-- end -->", "{}")]
    public void Convert_Namespaces_NilAndSections(string xml, string json) => Assert.Equal(json, Converted.Json(Format, xml));
}
