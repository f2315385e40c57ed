using System.Text.RegularExpressions;
using Naftiko.Engine.Compilation.Expressions;
using Naftiko.Engine.Compilation.Inputs;
using Naftiko.Engine.Expressions;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>
/// Compiles the texts of prompts. They are prose with braces of its own: only a declared argument, as <c>{{x}}</c> or <c>{x}</c>, and a
/// declared bind are places for values, everything else stays as it is written.
/// </summary>
internal sealed partial class PromptTemplates(FileContext file, InputDrafts arguments)
{
    /// <summary>The text with its places; one that consists of a single argument is still text.</summary>
    public Expression Compile(SpannedText text)
    {
        var templates = new TemplateCompiler(Resolve, file.Diagnostics);
        if (Template.TryParse(text.Value, isPath: true, out var template, out var error))
        {
            return new TemplateExpression(templates.Slots(template.Parts, text.Span, _ => TextEscape.None));
        }

        file.Diagnostics.Add(ExpressionDiagnostics.UnknownName, text.Span, $"its sections are taken as they are written: {error}");
        return new TemplateExpression([.. Between(text.Value).SelectMany(part => Slots(part, text.Span, templates))]);
    }

    /// <summary>The pieces of a text whose tags of sections do not match: these, and what stands between them.</summary>
    private static IEnumerable<string> Between(string text)
    {
        var start = 0;
        foreach (Match tag in SectionTag().Matches(text))
        {
            yield return text[start..tag.Index];
            yield return text.Substring(tag.Index, tag.Length);
            start = tag.Index + tag.Length;
        }

        yield return text[start..];
    }

    private static IEnumerable<TemplateSlot> Slots(string part, SourceSpan span, TemplateCompiler templates) =>
        Template.TryParse(part, isPath: true, out var template, out _) ? templates.Slots(template.Parts, span, _ => TextEscape.None) : [TemplateSlot.Text(part)];

    private Expression? Resolve(HolePart hole, SourceSpan span, HoleUse use)
    {
        if (hole.Notation != HoleNotation.Dollar && arguments.FindDeclared(LocalName(hole.Name), byRule: false) is { } argument)
        {
            return argument.Expression;
        }

        if (hole.Notation is HoleNotation.Brace or HoleNotation.Reserved)
        {
            return null;
        }

        if (file.Variables.FindDeclared(hole.Name, span) is { } bind)
        {
            return bind;
        }

        if (hole.Notation == HoleNotation.Mustache)
        {
            file.Diagnostics.Add(ExpressionDiagnostics.UnknownName, span, $"'{hole.Name}' is no argument of the prompt; it stays as it is written",
                Nearest.Hint(hole.Name, arguments.Declared.Select(d => d.Name)));
        }

        return null;
    }

    private string LocalName(string name) =>
        References.TryInput(name, out var input, out _) ? input : References.OfNamespace(name, file.SurfaceNamespaces) ?? name;

    [GeneratedRegex(@"\{\{\s*[#^/>=][^{}]*\}\}")]
    private static partial Regex SectionTag();
}
