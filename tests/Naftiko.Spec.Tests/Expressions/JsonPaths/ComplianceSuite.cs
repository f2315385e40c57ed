using System.Text.Json;

namespace Naftiko.Spec.Tests.Expressions.JsonPaths;

/// <summary>The JSONPath Compliance Test Suite, kept outside the repository: <c>../shared/data/jsonpath-cts.json</c> from its root.</summary>
internal static class ComplianceSuite
{
    public const string MissingReason = "The compliance suite is not there: ../shared/data/jsonpath-cts.json beside the repository.";

    private static readonly Lazy<Dictionary<string, JsonElement>?> s_cases = new(Load);

    public static IReadOnlyDictionary<string, JsonElement>? Cases => s_cases.Value;

    /// <summary>Whether a selector is one that must be refused.</summary>
    public static bool IsInvalid(JsonElement test) => test.TryGetProperty("invalid_selector", out var flag) && flag.GetBoolean();

    /// <summary>The accepted results: one list, or several where the order of an object's members is free.</summary>
    public static IReadOnlyList<JsonElement> Results(JsonElement test) =>
        test.TryGetProperty("results", out var several) ? [.. several.EnumerateArray()] : [test.GetProperty("result")];

    private static Dictionary<string, JsonElement>? Load()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "NaftikoRuntime.sln")))
        {
            directory = directory.Parent;
        }

        var file = Path.Combine(directory?.Parent?.FullName ?? "", "shared", "data", "jsonpath-cts.json");
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("tests").EnumerateArray()
            .ToDictionary(test => test.GetProperty("name").GetString() ?? "", test => test.Clone());
    }
}
