namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>A scalar that was read.</summary>
/// <param name="start">Its first character, quotes and indicators included.</param>
/// <param name="end">Just behind its last.</param>
/// <param name="text">The text, escapes and folding resolved.</param>
/// <param name="isPlain">Whether it has neither quotes nor an indicator.</param>
internal readonly ref struct ScalarText(TextPlace start, TextPlace end, ReadOnlySpan<char> text, bool isPlain)
{
    public TextPlace Start { get; } = start;

    public TextPlace End { get; } = end;

    public ReadOnlySpan<char> Text { get; } = text;

    public bool IsPlain { get; } = isPlain;
}
