using System.IO.Enumeration;
using Naftiko.Host.Commands.Printing;

namespace Naftiko.Host.Commands.Listing;

/// <summary>What was asked for: of each kind of condition any, of all kinds together. Case does not count.</summary>
/// <param name="Kinds">Kinds of surfaces: rest, mcp, skill, control.</param>
/// <param name="Namespaces">Patterns of the surfaces' namespaces.</param>
/// <param name="Tags">Tags of a unit, or of its file.</param>
/// <param name="Names">Patterns of units' names; for those without one, of what stands in its place.</param>
internal sealed record ListFilter(IReadOnlyList<string> Kinds, IReadOnlyList<string> Namespaces, IReadOnlyList<string> Tags, IReadOnlyList<string> Names)
{
    public static readonly IReadOnlyList<string> KnownKinds = ["rest", "mcp", "skill", "control"];

    /// <summary>Whether surfaces without a fitting unit are not asked for.</summary>
    public bool IsAboutUnits => Tags.Count > 0 || Names.Count > 0;

    public bool Takes(ServedSurface surface) =>
        (Kinds.Count == 0 || Kinds.Contains(surface.Kind, StringComparer.OrdinalIgnoreCase)) && Fits(Namespaces, surface.Exposure.Namespace);

    public bool Takes(ListedUnit unit, IReadOnlyList<string> fileTags) =>
        Fits(Names, unit.Name ?? unit.Place ?? "") && (Tags.Count == 0 || fileTags.Concat(unit.Tags).Any(t => Tags.Contains(t, StringComparer.OrdinalIgnoreCase)));

    private static bool Fits(IReadOnlyList<string> patterns, string name) =>
        patterns.Count == 0 || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name));
}
