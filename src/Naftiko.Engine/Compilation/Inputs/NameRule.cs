namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>The name rule (published dialect, section 1): exactly, else equal in letters and digits without regard to case.</summary>
internal static class NameRule
{
    /// <summary>Whether the two names are the same but for punctuation and case.</summary>
    public static bool IsSame(string a, string b)
    {
        int i = 0, j = 0;
        while (true)
        {
            i = SkipPunctuation(a, i);
            j = SkipPunctuation(b, j);
            if (i == a.Length || j == b.Length)
            {
                return i == a.Length && j == b.Length;
            }

            if (char.ToLowerInvariant(a[i++]) != char.ToLowerInvariant(b[j++]))
            {
                return false;
            }
        }
    }

    /// <summary>The item whose name is exactly <paramref name="name"/>, else the first that is the same by the rule.</summary>
    public static T? Find<T>(IEnumerable<T> items, Func<T, string> nameOf, string name)
        where T : class
    {
        T? similar = null;
        foreach (var item in items)
        {
            var candidate = nameOf(item);
            if (candidate == name)
            {
                return item;
            }

            similar ??= IsSame(candidate, name) ? item : null;
        }

        return similar;
    }

    private static int SkipPunctuation(string text, int index)
    {
        while (index < text.Length && !char.IsLetterOrDigit(text[index]))
        {
            index++;
        }

        return index;
    }
}
