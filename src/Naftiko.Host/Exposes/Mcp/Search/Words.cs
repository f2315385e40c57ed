namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>Cuts texts and names into the words that a search compares: lower case, without plural endings.</summary>
internal static class Words
{
    private const int MaxLength = 32;

    /// <summary>The words of a text; camelCase, kebab-case and snake_case names fall apart.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            var isHump = isWord && i > 0 && char.IsUpper(text[i]) && char.IsLower(text[i - 1]);
            if (start >= 0 && (!isWord || isHump))
            {
                yield return Stem(text[start..Math.Min(i, start + MaxLength)].ToLowerInvariant());
                start = -1;
            }

            if (isWord && start < 0)
            {
                start = i;
            }
        }
    }

    /// <summary>English plurals only: more would make different words the same.</summary>
    private static string Stem(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };
}
