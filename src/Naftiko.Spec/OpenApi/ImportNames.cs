using System.Text;

namespace Naftiko.Spec.OpenApi;

/// <summary>Names as capability files spell them, made of whatever a document calls things.</summary>
internal static class ImportNames
{
    /// <summary>Lower case words between hyphens: <c>getPetByID</c> → <c>get-pet-by-id</c>; "" when there is no letter or digit.</summary>
    public static string Kebab(string text)
    {
        var name = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (!char.IsAsciiLetterOrDigit(character))
            {
                AppendHyphen(name);
                continue;
            }

            // A word begins at a capital behind a small letter, and at the last capital of several: "petID", "HTTPServer".
            var isWordStart = char.IsAsciiLetterUpper(character) && i > 0
                && (char.IsAsciiLetterLower(text[i - 1]) || char.IsAsciiDigit(text[i - 1]) || (i + 1 < text.Length && char.IsAsciiLetterLower(text[i + 1])));
            if (isWordStart)
            {
                AppendHyphen(name);
            }

            name.Append(char.ToLowerInvariant(character));
        }

        return name.ToString().TrimEnd('-');
    }

    /// <summary>As environment variables are spelled: <c>pet-store</c> → <c>PET_STORE</c>.</summary>
    public static string ScreamingSnake(string text)
    {
        var name = Kebab(text).Replace('-', '_').ToUpperInvariant();
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : $"API_{name}".TrimEnd('_');
    }

    private static void AppendHyphen(StringBuilder name)
    {
        if (name.Length > 0 && name[^1] != '-')
        {
            name.Append('-');
        }
    }
}
