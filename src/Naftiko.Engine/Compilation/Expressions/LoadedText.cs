using Naftiko.Engine.Expressions;
using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;

namespace Naftiko.Engine.Compilation.Expressions;

/// <summary>Texts that are final once the file is loaded, such as addresses: their templates see binds only, never inputs (semantics, section 2).</summary>
internal sealed class LoadedText(FileContext file)
{
    /// <summary>The text with its variables filled in; null when it is not written, empty, or one of its variables has no value here (reported).</summary>
    public string? Resolve(SpannedText? text)
    {
        if (text is not { } written)
        {
            return null;
        }

        var run = new Invocation([]);
        var templates = new TemplateCompiler((hole, span, _) => file.Variables.Find(hole.Name, span) ?? Unknown(hole.Name, written), file.Diagnostics);
        var resolved = templates.Compile(written.Value, written.Span, TextEscape.None).Evaluate(run).AsText();
        return run.Failure is null && resolved.Length > 0 ? resolved : null;
    }

    private BindExpression Unknown(string name, SpannedText text)
    {
        file.Diagnostics.Add(BindDiagnostics.Missing, text.Span, $"'{name}' is no variable; '{text.Value}' counts as not written");
        return new BindExpression(name, null);
    }
}
