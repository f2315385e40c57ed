namespace Naftiko.Spec.Yaml.Reading;

/// <summary>
/// Keeps one copy of the short strings that a file repeats (<c>name</c>, <c>type</c>, <c>string</c> …): a small cache, not a table,
/// so foreign text cannot grow it.
/// </summary>
internal sealed class StringPool
{
    private const int MaxLength = 32;

    private readonly string[] _slots = [.. Enumerable.Repeat("", 256)];

    public string Share(string text)
    {
        if (text.Length > MaxLength)
        {
            return text;
        }

        ref var slot = ref _slots[string.GetHashCode(text) & (_slots.Length - 1)];
        return slot == text ? slot : slot = text;
    }

    public string Share(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return text.ToString();
        }

        ref var slot = ref _slots[string.GetHashCode(text) & (_slots.Length - 1)];
        return text.SequenceEqual(slot) ? slot : slot = text.ToString();
    }
}
