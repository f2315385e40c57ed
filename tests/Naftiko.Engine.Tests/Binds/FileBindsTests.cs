using Naftiko.Engine.Binds;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Tests.Binds;

public sealed class FileBindsTests
{
    private const string Yaml = """
        token: abc
        number: 007
        float: 1.50
        flag: True
        empty: ""
        nothing:
        nested:
          key: inner
          list: [1, 0x1F, 1.5e3, -2, .5, x, null, true, "3"]
        a.b: dotted
        a: {b: hidden, c: {d: deep}}
        """;

    private readonly DiagnosticBag _diagnostics = [];

    [Theory]
    [InlineData("token", "abc")]
    [InlineData("number", "007")]
    [InlineData("float", "1.50")]
    [InlineData("flag", "True")]
    [InlineData("empty", "")]
    [InlineData("nested", """{"key":"inner","list":[1,"0x1F",1.5e3,-2,".5","x",null,true,"3"]}""")]
    [InlineData("nested.key", "inner")]
    [InlineData("a.b", "dotted")]
    [InlineData("a.c.d", "deep")]
    public void Find_InYaml_IsTheScalarAsWrittenOrJson(string key, string expected) => Assert.Equal(expected, Parse("s.yaml", Yaml).Find(key).Value);

    [Theory]
    [InlineData("absent", "'s.yaml' has no key 'absent'")]
    [InlineData("nested.absent", "'s.yaml' has no key 'nested.absent'")]
    [InlineData("token.x", "'s.yaml' has no key 'token.x'")]
    [InlineData("nothing", "the key 'nothing' of 's.yaml' is empty")]
    public void Find_WithoutAValue_SaysWhy(string key, string reason)
    {
        var found = Parse("s.yaml", Yaml).Find(key);

        Assert.False(found.IsFound);
        Assert.Equal(reason, found.Missing);
    }

    [Theory]
    [InlineData("s.json", "{\"a\":\"x\\/\\u00e9\\ud83d\\ude00\",\"n\":1.0,\"o\":{\"k\":[1,{}]}}")]
    [InlineData("s.json", "{\r\n\t\"a\": \"x/é😀\",\r\n\t\"n\": 1.0,\r\n\t\"o\": {\r\n\t\t\"k\": [\r\n\t\t\t1,\r\n\t\t\t{}\r\n\t\t]\r\n\t}\r\n}\r\n")]
    [InlineData("secrets", "  {\"a\": \"x/é😀\", \"n\": 1.0, \"o\": {\"k\": [1, {}]}}")]
    [InlineData("secrets", "# yaml\na: x/é😀\nn: 1.0\no: {k: [1, {}]}\n")]
    public void Find_InJson_ReadsAsYamlDoes(string path, string text)
    {
        var binds = Parse(path, text);

        Assert.Empty(_diagnostics);
        Assert.Equal(("x/é😀", "1.0", """{"k":[1,{}]}"""), (binds.Find("a").Value, binds.Find("n").Value, binds.Find("o").Value));
    }

    [Theory]
    [InlineData("x.env")]
    [InlineData(".env")]
    [InlineData(".env.local")]
    [InlineData("x.properties")]
    [InlineData("secrets")]
    public void Find_InAssignments_IsTheirValue(string path)
    {
        var binds = Parse(path, "# comment\nexport TOKEN='a: b'\n");

        Assert.Equal("a: b", binds.Find("TOKEN").Value);
        Assert.False(binds.Find("OTHER").IsFound);
    }

    [Theory]
    [InlineData("s.yaml", "- a\n", "NFK5005")]
    [InlineData("s.json", "\"text\"", "NFK5005")]
    [InlineData("s.json", "{\"a\": ", "NFK1001")]
    [InlineData("s.yaml", "a: [", "NFK1001")]
    public void Parse_FileWithoutAMap_IsAnError(string path, string text, string id)
    {
        Assert.Null(FileBinds.Parse(new SourceText(path, text), _diagnostics));
        Assert.Equal(id, Assert.Single(_diagnostics).Id);
    }

    private FileBinds Parse(string path, string text)
    {
        var binds = FileBinds.Parse(new SourceText(path, text), _diagnostics);
        Assert.NotNull(binds);
        return binds;
    }
}
