using System.Buffers;
using Naftiko.Engine.Exposes.Resources;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Expressions;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Compiles the URI of a resource with its variables; a declared bind is no variable but its value.</summary>
internal sealed class ResourceUriCompiler(FileContext file)
{
    // What RFC 6570 has beyond that (sections 2.2 and 2.4) says how to write a URI, not how to read one.
    private static readonly SearchValues<char> Operators = SearchValues.Create("#./;?&=,!@|");
    private static readonly SearchValues<char> Modifiers = SearchValues.Create("*:,");

    /// <summary>The URI, or null (reported) when it is none.</summary>
    public ResourceUri? Compile(SpannedText uri)
    {
        if (!Template.TryParse(uri.Value.Trim(), isPath: true, out var template, out var error))
        {
            return Refuse(uri, error);
        }

        var parts = new List<ResourceUriPart>();
        IReadOnlyList<string> query = [];
        foreach (var part in template.Parts)
        {
            switch (part)
            {
                case TextPart text:
                    parts.Add(new ResourceUriPart(text.Text, ResourceUriPartKind.Literal));
                    break;
                case HolePart { Notation: HoleNotation.Brace, Name: ['?', .. var names] } when part == template.Parts[^1]:
                    query = names.Split(',', StringSplitOptions.TrimEntries);
                    break;
                case HolePart hole when file.Variables.FindDeclared(hole.Name, uri.Span) is { IsMissing: false } bind:
                    parts.Add(new ResourceUriPart(bind.Evaluate(new Invocation([])).AsText(), ResourceUriPartKind.Literal));
                    break;
                case HolePart { Notation: HoleNotation.Brace or HoleNotation.Reserved } hole when !IsName(hole.Name):
                    return Refuse(uri, $"'{hole.Source}' is no variable of a resource's URI: there are {{x}}, {{+x}} and, at the end, {{?x,y}}");
                case HolePart hole:
                    parts.Add(new ResourceUriPart(hole.Name, hole.Notation == HoleNotation.Reserved ? ResourceUriPartKind.Reserved : ResourceUriPartKind.Variable));
                    break;
                default:
                    return Refuse(uri, "the URI of a resource has no sections");
            }
        }

        return query.Any(name => !IsName(name)) ? Refuse(uri, "the query of a resource's URI names its variables, as in {?x,y}") : new ResourceUri(parts, query);
    }

    private static bool IsName(string text) => text.Length > 0 && !Operators.Contains(text[0]) && !text.AsSpan().ContainsAny(Modifiers);

    private ResourceUri? Refuse(SpannedText uri, string message)
    {
        file.Diagnostics.Add(ExpressionDiagnostics.BadTemplate, uri.Span, message);
        return null;
    }
}
