namespace Naftiko.Spec.OpenApi;

/// <summary>Lists that travel as one text. Inputs have no word for separators: such an input is the text, and its description says how to write it.</summary>
internal static class SeparatedList
{
    public const string Commas = "commas";
    public const string Blanks = "blanks";
    public const string Dots = "dots";
    public const string Bars = "vertical bars";

    public static string Describe(string? description, string separator, IEnumerable<string> allowed)
    {
        var values = string.Join(", ", allowed);
        return $"{description} Several values stand between {separator}.{(values.Length == 0 ? "" : $" Each one of: {values}.")}".TrimStart();
    }
}
