using Naftiko.Engine.Formats;

namespace Naftiko.Engine.Tests.Formats;

public sealed class YamlFormatTests
{
    private static readonly YamlFormat Format = new();

    [Theory]
    [InlineData("a: 1\nb: [x, true, null, 1.50, 0x1F, NO, 2024-01-01]", """{"a":1,"b":["x",true,null,1.50,31,"NO","2024-01-01"]}""")]
    [InlineData("--- {a: 1}\n---\nb: 2", """{"a":1}""")]
    [InlineData("a: &x {k: v}\nb: *x\nc: {<<: *x, m: 1}", """{"a":{"k":"v"},"b":{"k":"v"},"c":{"k":"v","m":1}}""")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("# nothing", "null")]
    [InlineData("a: .inf", """{"a":".inf"}""")]
    public void Convert_FirstDocument_KeepsItsTypes(string yaml, string json) => Assert.Equal(json, Converted.Json(Format, yaml));

    [Theory]
    [InlineData("a: [1\nb: 2", "YAML syntax (line ")]
    [InlineData("a: 1\na: 2", "Duplicate key (line 2, column 1)")]
    [InlineData("a: *x", "Unknown alias (line 1, column 4)")]
    public void Convert_Malformed_NamesThePlaceAndNoContent(string yaml, string place) => Assert.Contains(place, Converted.Fault(Format, yaml), StringComparison.Ordinal);

    [Fact]
    public void Convert_BillionLaughs_StopsAtTheBudget()
    {
        var yaml = "a0: &a0 lol\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains("Too", Converted.Fault(Format, yaml), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_DeepNesting_IsRefused() =>
        Assert.Contains("Nested too deeply", Converted.Fault(Format, new string('[', 100_000)), StringComparison.Ordinal);

    [Fact]
    public void Convert_HalfASurrogatePair_IsNoText() => Assert.Contains("YAML syntax", Converted.Fault(Format, "[\"\\uD800\"]"), StringComparison.Ordinal);
}
