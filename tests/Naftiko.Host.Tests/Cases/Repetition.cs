using System.Globalization;
using System.Text.RegularExpressions;

namespace Naftiko.Host.Tests.Cases;

/// <summary>Writes out <c>«text×count»</c>.</summary>
internal static partial class Repetition
{
    public static string Expand(string text) => text.Contains('«') ? Pattern().Replace(text, Repeat) : text;

    private static string Repeat(Match match) =>
        string.Concat(Enumerable.Repeat(match.Groups["text"].Value.Replace("\\n", "\n", StringComparison.Ordinal), int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex("«(?<text>[^«»]*)×(?<count>[0-9]+)»")]
    private static partial Regex Pattern();
}
