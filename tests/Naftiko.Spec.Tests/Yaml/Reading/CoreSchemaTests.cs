using Naftiko.Spec.Yaml;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Tests.Yaml.Reading;

public sealed class CoreSchemaTests
{
    [Theory]
    [InlineData(ScalarKind.Null, "", "~", "null", "Null", "NULL")]
    [InlineData(ScalarKind.Boolean, "true", "True", "TRUE", "false", "False", "FALSE")]
    [InlineData(ScalarKind.Integer, "0", "42", "-7", "+7", "007", "0o17", "0xBEEF", "12345678901234567890")]
    [InlineData(ScalarKind.Float, "1.5", "-.5", "5.", "1e3", "1E-3", "+1.5e+3", ".inf", "-.Inf", "+.INF", ".nan", ".NaN")]
    [InlineData(ScalarKind.Text, "NO", "on", "yes", "y", "nULL", "tRUE", "nullable", "2026-01-01", "1:30", "1_000", "1.2.3")]
    [InlineData(ScalarKind.Text, "0o8", "0xG", "0x", "-0x1", "0b1", ".", "-", "+", "++1", "e3", "1e", ".e1", "-.nan")]
    public void KindOf_Text_IsTheCoreSchemas(ScalarKind expected, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal(expected, CoreSchema.KindOf(text)));

    [Fact]
    public void KindOf_QuotedOrBlock_IsText()
    {
        var map = Parsed.Of("a: '1'\nb: \"true\"\nc: |\n  1\nd: >-\n  null\n").Map;

        Assert.All(map.Entries, entry => Assert.Equal(ScalarKind.Text, Assert.IsType<ScalarNode>(entry.Value).Kind));
    }

    [Fact]
    public void Tags_OfTheCoreSchema_Decide()
    {
        var parsed = Parsed.Of("a: !!str 1\nb: !!int '42'\nc: ! true\nd: !!float 1\ne: !!null ''\nf: !!bool \"true\"\ng: !!map {}\nh: !!seq []\n");

        Assert.Empty(parsed.Diagnostics);
        ScalarKind[] expected = [ScalarKind.Text, ScalarKind.Integer, ScalarKind.Text, ScalarKind.Float, ScalarKind.Null, ScalarKind.Boolean];
        Assert.Equal(expected, parsed.Map.Entries.Select(e => e.Value).OfType<ScalarNode>().Select(s => s.Kind));
    }

    [Fact]
    public void Tags_ThatDoNotFit_AreErrors()
    {
        var parsed = Parsed.Of("a: !!int x\nb: !!map []\nc: !!seq 1\nd: !!str {}\n");

        Assert.Equal(["NFK1007 1:4", "NFK1007 2:4", "NFK1007 3:4", "NFK1007 4:4"], parsed.Places);
    }

    [Fact]
    public void Tags_Unknown_AreIgnoredWithAWarning()
    {
        var parsed = Parsed.Of("a: !custom 42\nb: !!binary aGk=\nc: !x [1]\n");

        Assert.Equal(["NFK1008 1:4", "NFK1008 2:4", "NFK1008 3:4"], parsed.Places);
        Assert.Equal(ScalarKind.Integer, parsed.Scalar("a").Kind);
    }

    [Fact]
    public void FormerBooleans_AsUnquotedValues_AreAdvised()
    {
        var parsed = Parsed.Of("country: NO\nyes: 1\nlist:\n  - on\n  - 'off'\nn: !!str y\nm: no way\n");

        Assert.Equal(["NFK1010 1:10", "NFK1010 4:5"], parsed.Places);
        Assert.False(parsed.Diagnostics.HasErrors);
        Assert.Equal(ScalarKind.Text, parsed.Scalar("country").Kind);
    }
}
