namespace Naftiko.Spec.Tests.Expressions.JsonPaths.Filters;

public class ComparisonTests
{
    [Theory]
    [InlineData("1", "==", "1.0", true)]
    [InlineData("100", "==", "1e2", true)]
    [InlineData("0.010", "==", "1e-2", true)]
    [InlineData("0", "==", "-0.0", true)]
    [InlineData("12345678901234567890", "==", "12345678901234567891", false)]
    [InlineData("12345678901234567890", "<", "12345678901234567891", true)]
    [InlineData("-12345678901234567890", "<", "-12345678901234567891", false)]
    [InlineData("1e400", "<", "1e401", true)]
    [InlineData("1e400", "==", "10e399", true)]
    [InlineData("-1e400", "<", "0", true)]
    [InlineData("1e-400", ">", "0", true)]
    [InlineData("9.99", "<", "10", true)]
    [InlineData("10.01", ">", "10.001", true)]
    [InlineData("1e99999999999999999999", ">", "1e9999", true)]
    [InlineData("0.1", "==", "0.10000000000000000000000000000000000001", false)]
    [InlineData("[1,[2.0]]", "==", "[1.0,[2]]", true)]
    [InlineData("[0]", "==", "[-0.0]", true)]
    [InlineData("""{"a":1,"b":[2]}""", "==", """{"b":[2],"a":1}""", true)]
    [InlineData("""{"a":1}""", "==", """{"a":1,"b":2}""", false)]
    [InlineData("[1]", "<", "[2]", false)]
    [InlineData("[1]", "<=", "[1]", true)]
    [InlineData("true", "<=", "true", true)]
    [InlineData("null", "==", "false", false)]
    [InlineData("1", "==", "\"1\"", false)]
    [InlineData("1", "<", "\"2\"", false)]
    [InlineData("\"a\"", "<", "\"ab\"", true)]
    [InlineData("\"\\u0061\"", "==", "\"a\"", true)]
    [InlineData("\"\\uFFFD\"", "<", "\"😀\"", true)]
    public void Comparison_OfTwoMembers(string left, string comparison, string right, bool expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Strict($"$[?@.l {comparison} @.r]"), $$"""[{"l":{{left}},"r":{{right}}}]""") != "[]");

    [Theory]
    [InlineData("@.x == @.y", true)]
    [InlineData("@.x <= @.y", true)]
    [InlineData("@.x < @.y", false)]
    [InlineData("@.x == null", false)]
    [InlineData("@.x != 1", true)]
    [InlineData("@.n == null", true)]
    [InlineData("@.n", true)]
    [InlineData("!@.x", true)]
    public void Comparison_WithNothing(string condition, bool expected) =>
        Assert.Equal(expected, Paths.Select(Paths.Strict($"$[?{condition}]"), """[{"n":null}]""") != "[]");
}
