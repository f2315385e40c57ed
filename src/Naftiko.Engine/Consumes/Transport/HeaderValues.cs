using System.Buffers;

namespace Naftiko.Engine.Consumes.Transport;

/// <summary>Which texts may become header values (RFC 9110 section 5.5).</summary>
internal static class HeaderValues
{
    /// <summary>Control characters of ASCII and of ISO-8859-1, but for the tab: CR and LF would begin a header of the value's own.</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create(ControlCharacters());

    /// <summary>Whether the text can be sent as it is.</summary>
    public static bool TryValidate(string value) => !value.AsSpan().ContainsAny(Controls);

    private static ReadOnlySpan<char> ControlCharacters()
    {
        var controls = new List<char>();
        for (var character = '\0'; character < '\u00a0'; character++)
        {
            if (char.IsControl(character) && character != '\t')
            {
                controls.Add(character);
            }
        }

        return controls.ToArray();
    }
}
