using Naftiko.Engine.Expressions;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Expressions;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation;

/// <summary>
/// Compiles the texts of prompts. They are prose with braces of its own: only a declared argument, as <c>{{x}}</c> or <c>{x}</c>, and a
/// declared bind are places for values, everything else stays as it is written.
/// </summary>
internal sealed class PromptTemplates(FileContext file, InputDrafts arguments)
{
    /// <summary>The text with its places; one that consists of a single argument is still text.</summary>
    public Expression Compile(SpannedText text)
    {
        var templates = new TemplateCompiler(Resolve, file.Diagnostics);
        if (!Template.TryParse(text.Value, isPath: true, out var template, out var error))
        {
            file.Diagnostics.Add(ExpressionDiagnostics.UnknownName, text.Span, $"the prompt is taken as it is written: {error}");
            return new ConstantExpression(Values.Value.FromText(text.Value));
        }

        return new TemplateExpression(templates.Slots(template.Parts, text.Span, _ => TextEscape.None));
    }

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
}
