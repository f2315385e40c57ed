namespace Naftiko.Host.Tests.Cases;

/// <summary>A fenced block of a case.</summary>
/// <param name="Kind">The first two words behind the fence, such as <c>http request</c>; <c>env</c> and the like have one.</param>
/// <param name="Words">What follows them.</param>
/// <param name="Text">The lines between the fences, without the last line end.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
internal sealed record CaseBlock(string Kind, IReadOnlyList<string> Words, string Text, int Line)
{
    private static readonly string[] SingleWords = ["env", "settings", "upstream", "file"];

    public bool IsExchange => Kind is "http request" or "mcp call" or "mcp list" or "mcp send";

    public bool IsExpectation => Kind.StartsWith("expect ", StringComparison.Ordinal);

    /// <summary>The text with <c>«abc×3»</c> written out: what would be too long to read.</summary>
    public string ExpandedText => Repetition.Expand(Text);

    public static CaseBlock Of(string info, string text, int line)
    {
        var words = info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var count = words is [] || SingleWords.Contains(words[0]) ? 1 : 2;
        return new CaseBlock(string.Join(' ', words.Take(count)), [.. words.Skip(count)], text, line);
    }
}
