using System.Diagnostics.CodeAnalysis;

namespace Naftiko.Spec.Expressions;

/// <summary>
/// A text with places for values, parsed once: the logic-less part of Mustache without HTML escaping, partials and delimiter changes,
/// plus <c>${x}</c> and, where asked for, <c>{x}</c>.
/// </summary>
public sealed class Template
{
    internal Template(string text, IReadOnlyList<TemplatePart> parts)
    {
        Text = text;
        Parts = parts;
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    public IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>Whether there is nothing to fill in.</summary>
    public bool IsLiteral => Parts is [] or [TextPart];

    /// <summary>The one expression that the text consists of, whose value keeps its JSON type; null for all other templates.</summary>
    public HolePart? Single => Parts is [HolePart hole] ? hole : null;

    /// <summary>Every place for a value, those in sections and the sections' own names included.</summary>
    public IEnumerable<HolePart> Holes() => Holes(Parts);

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isPath">Whether <c>{x}</c> and <c>{+x}</c> are places too.</param>
    /// <param name="template">The template.</param>
    /// <param name="error">What is wrong, for the file's author.</param>
    public static bool TryParse(string text, bool isPath, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? error)
    {
        var parser = new TemplateParser(text, isPath);
        var parts = parser.Parse();
        error = parser.Error;
        template = error is null ? new Template(text, parts) : null;
        return error is null;
    }

    private static IEnumerable<HolePart> Holes(IReadOnlyList<TemplatePart> parts)
    {
        foreach (var part in parts)
        {
            if (part is HolePart hole)
            {
                yield return hole;
            }
            else if (part is SectionPart section)
            {
                yield return new HolePart(section.Name, HoleNotation.Mustache, "");
                foreach (var inner in Holes(section.Body))
                {
                    yield return inner;
                }
            }
        }
    }
}
