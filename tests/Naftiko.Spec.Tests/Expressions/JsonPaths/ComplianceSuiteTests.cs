using System.Text.Json;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

public class ComplianceSuiteTests
{
    // A theory without rows fails, so a missing suite is one row that is skipped with the reason.
    private const string NoSuite = "(the suite is missing)";

    public static TheoryData<string> AllCases => Names(_ => true);

    public static TheoryData<string> ValidCases => Names(test => !ComplianceSuite.IsInvalid(test));

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Strict_EveryCase_Conforms(string name)
    {
        var test = Case(name);
        if (!ComplianceSuite.IsInvalid(test))
        {
            AssertSelects(test, isStrict: true);
            return;
        }

        var selector = Selector(test);
        Assert.False(JsonPath.TryParse(selector, isStrict: true, out _, out var error), selector);
        Assert.InRange(error.Offset, 0, selector.Length);
    }

    [Theory]
    [MemberData(nameof(ValidCases))]
    public void Lenient_ValidCase_MeansTheSame(string name) => AssertSelects(Case(name), isStrict: false);

    // Prefixes and texts with one character missing: whatever is wrong is an error with a place, never an exception.
    [Theory]
    [MemberData(nameof(AllCases))]
    public void EitherMode_DamagedSelector_IsParsedOrRefusedWithinTheText(string name)
    {
        var selector = Selector(Case(name));
        for (var index = 0; index < selector.Length; index++)
        {
            AssertParsedOrRefused(selector[..index]);
            AssertParsedOrRefused(selector.Remove(index, 1));
        }
    }

    private static void AssertParsedOrRefused(string text)
    {
        foreach (var isStrict in (bool[])[true, false])
        {
            if (!JsonPath.TryParse(text, isStrict, out _, out var error))
            {
                Assert.InRange(error.Offset, 0, text.Length);
            }
        }
    }

    private static void AssertSelects(JsonElement test, bool isStrict)
    {
        Assert.True(JsonPath.TryParse(Selector(test), isStrict, out var path, out var error), error?.Message);
        var document = test.GetProperty("document");
        var selected = new List<JsonElement>();
        path.Select(document, selected);
        Assert.Contains(ComplianceSuite.Results(test), expected => AreEqual(expected, selected));

        Assert.Equal(selected.Count > 0, path.TrySelectOne(document, out var first));
        Assert.True(selected.Count == 0 || JsonElement.DeepEquals(selected[0], first));
        Assert.False(path.IsSingular && selected.Count > 1);
    }

    private static bool AreEqual(JsonElement expected, List<JsonElement> selected) =>
        expected.GetArrayLength() == selected.Count && expected.EnumerateArray().Zip(selected).All(pair => JsonElement.DeepEquals(pair.First, pair.Second));

    private static JsonElement Case(string name)
    {
        Assert.SkipWhen(ComplianceSuite.Cases is null, ComplianceSuite.MissingReason);
        return ComplianceSuite.Cases[name];
    }

    private static string Selector(JsonElement test) => test.GetProperty("selector").GetString() ?? "";

    private static TheoryData<string> Names(Func<JsonElement, bool> isWanted) =>
        ComplianceSuite.Cases is { } cases ? [.. cases.Where(entry => isWanted(entry.Value)).Select(entry => entry.Key)] : [NoSuite];
}
