using System.Diagnostics.CodeAnalysis;
using Naftiko.Engine.Inputs;

namespace Naftiko.Engine.Compilation.Inputs;

/// <summary>Recognises references to inputs: <c>tools.x</c>, <c>rest.x</c>, <c>rest.query.x</c>, <c>&lt;namespace&gt;.x</c>.</summary>
internal static class References
{
    private static readonly (string Prefix, InputPlace Place)[] Places =
    [
        ("path.", InputPlace.Path), ("query.", InputPlace.Query), ("header.", InputPlace.Header), ("headers.", InputPlace.Header), ("body.", InputPlace.BodyField),
    ];

    /// <summary>Whether the text begins with <c>tools.</c> or <c>rest.</c>, which name inputs whatever the surface is called.</summary>
    public static bool TryInput(string text, [NotNullWhen(true)] out string? name, out InputPlace? place)
    {
        place = null;
        if (text.StartsWith("tools.", StringComparison.Ordinal) && text.Length > 6)
        {
            name = text[6..];
            return true;
        }

        if (!text.StartsWith("rest.", StringComparison.Ordinal) || text.Length == 5)
        {
            name = null;
            return false;
        }

        name = text[5..];
        foreach (var (prefix, where) in Places)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
            {
                (name, place) = (name[prefix.Length..], where);
                break;
            }
        }

        return true;
    }

    /// <summary>The x of <c>&lt;namespace&gt;.x</c> for the longest of the namespaces that fits, or null.</summary>
    public static string? OfNamespace(string text, IReadOnlyList<string> namespaces)
    {
        string? name = null;
        foreach (var candidate in namespaces)
        {
            if (text.Length > candidate.Length + 1 && text[candidate.Length] == '.' && text.StartsWith(candidate, StringComparison.Ordinal)
                && (name is null || text.Length - candidate.Length - 1 < name.Length))
            {
                name = text[(candidate.Length + 1)..];
            }
        }

        return name;
    }
}
