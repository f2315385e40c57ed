namespace Naftiko.Spec.OpenApi;

/// <summary>Descriptions cut to a length; agents read them with every list of tools.</summary>
internal static class ShortText
{
    /// <summary>The text without blanks around it; null for nothing.</summary>
    public static string? Of(string? text, int maxLength)
    {
        var trimmed = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length <= maxLength)
        {
            return string.IsNullOrEmpty(trimmed) ? null : trimmed;
        }

        // Never through the middle of a surrogate pair.
        var end = char.IsHighSurrogate(trimmed[maxLength - 2]) ? maxLength - 2 : maxLength - 1;
        return trimmed[..end].TrimEnd() + "…";
    }
}
