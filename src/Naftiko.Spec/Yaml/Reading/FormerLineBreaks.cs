using System.Buffers;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>
/// YAML 1.2 no longer counts NEL, LS and PS as line breaks (section 5.4), the scanner still does. They go through it
/// in the guise of private-use characters that the text does not contain.
/// </summary>
internal readonly struct FormerLineBreaks
{
    private const string Breaks = "\u0085\u2028\u2029";
    private const char FirstPrivate = '\uE000';
    private const char LastPrivate = '\uF8FF';

    private static readonly SearchValues<char> Characters = SearchValues.Create(Breaks);

    private readonly string? _guises;

    private FormerLineBreaks(string guises) => _guises = guises;

    public static FormerLineBreaks Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Characters))
        {
            return default;
        }

        var used = text.Where(c => c is >= FirstPrivate and <= LastPrivate).ToHashSet();
        var free = Enumerable.Range(FirstPrivate, LastPrivate - FirstPrivate + 1).Select(c => (char)c).Where(c => !used.Contains(c));
        var guises = string.Concat(free.Take(Breaks.Length));

        // A text that uses the whole private area is left to the scanner's reading.
        return guises.Length == Breaks.Length ? new FormerLineBreaks(guises) : default;
    }

    public string Hide(string text) => _guises is null ? text : Replace(text, Breaks, _guises);

    public string Restore(string text) => _guises is null ? text : Replace(text, _guises, Breaks);

    private static string Replace(string text, string from, string to) =>
        text.Replace(from[0], to[0]).Replace(from[1], to[1]).Replace(from[2], to[2]);
}
