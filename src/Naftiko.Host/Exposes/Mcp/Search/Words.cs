using System.Collections.Frozen;

namespace Naftiko.Host.Exposes.Mcp.Search;

/// <summary>Cuts texts and names into the words that a search compares: lower case, without the endings that only grammar asks for.</summary>
internal static class Words
{
    private const int MaxLength = 32;

    /// <summary>Words that say nothing about a tool.</summary>
    private static readonly FrozenSet<string> Empty = FrozenSet.ToFrozenSet(
        ["a", "about", "an", "and", "any", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does", "for", "from", "has", "have", "help",
            "how", "i", "if", "in", "into", "is", "it", "its", "let", "many", "me", "much", "my", "need", "now", "of", "on", "or", "our", "please", "right",
            "some", "tell", "than", "that", "the", "their", "them", "there", "these", "this", "those", "to", "us", "want", "was", "we", "were", "what",
            "when", "where", "which", "who", "whose", "why", "will", "with", "would", "you", "your"],
        StringComparer.Ordinal);

    /// <summary>What generators and people call the same action differently.</summary>
    private static readonly string[][] SameActions =
    [
        ["create", "add", "new", "insert", "make", "launch"],
        ["delete", "remove", "destroy"],
        ["get", "retrieve", "fetch", "read", "show", "view"],
        ["list", "search", "find", "query", "browse"],
        ["update", "edit", "change", "modify", "patch", "set"],
        ["send", "post", "publish"],
        ["cancel", "abort", "stop"],
    ];

    private static readonly string[] Hissing = ["sses", "xes", "ches", "shes"];

    private static readonly FrozenDictionary<string, string[]> Synonyms = SameActions
        .Select(group => group.Select(Stem).ToArray())
        .SelectMany(group => group, (group, word) => KeyValuePair.Create(word, group.Where(other => other != word).ToArray()))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words of a text in the form that is compared.</summary>
    public static IEnumerable<string> Of(string text) => Split(text).Select(Stem);

    /// <summary>The words of a text that say something, in lower case; camelCase, kebab-case and snake_case names fall apart.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            var isHump = isWord && i > 0 && char.IsUpper(text[i]) && char.IsLower(text[i - 1]);
            if (start >= 0 && (!isWord || isHump))
            {
                var word = text[start..Math.Min(i, start + MaxLength)].ToLowerInvariant();
                if (!Empty.Contains(word))
                {
                    yield return word;
                }

                start = -1;
            }

            if (isWord && start < 0)
            {
                start = i;
            }
        }
    }

    /// <summary>Words that stand for the same action.</summary>
    public static ReadOnlySpan<string> Like(string word) => Synonyms.TryGetValue(word, out var others) ? others : [];

    /// <summary>One form for "translate", "translates", "translating" and "translation". Cuts little: more would make different words the same.</summary>
    public static string Stem(string word)
    {
        word = word switch
        {
            { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            { Length: > 4 } when Array.Exists(Hissing, ending => word.EndsWith(ending, StringComparison.Ordinal)) => word[..^2],
            { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => word[..^1],
            _ => word,
        };
        foreach (var ending in (ReadOnlySpan<string>)["ation", "ion", "ing", "ed", "e"])
        {
            var rest = word.Length - ending.Length;
            if (rest >= 4 && word.EndsWith(ending, StringComparison.Ordinal) && (ending != "ion" || word[rest - 1] == 't'))
            {
                return ending switch
                {
                    "ation" => word[..(rest + 2)], // translat-
                    "ing" or "ed" when rest > 4 && word[rest - 1] == word[rest - 2] && word[rest - 1] is not ('l' or 's') => word[..(rest - 1)], // shipp-
                    _ => word[..rest],
                };
            }
        }

        return word;
    }
}
