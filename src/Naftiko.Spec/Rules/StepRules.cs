using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Steps;

namespace Naftiko.Spec.Rules;

/// <summary>The steps of flows.</summary>
internal static class StepRules
{
    private static readonly string[] Languages = ["javascript", "js", "python", "groovy"];

    public static void NamesCanBeReferredTo(CapabilityFile file, DiagnosticBag diagnostics)
    {
        foreach (var step in Steps(file).Where(s => s.Name.Length == 0 || !s.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
        {
            diagnostics.Add(AdviceDiagnostics.StepName, step.Span, $"the step name '{step.Name}' should only have letters, digits, '-' and '_'", "references break at other characters");
        }
    }

    /// <summary>Each script step has a file, a language and a location, the latter two its own or the control surface's defaults.</summary>
    public static void ScriptsAreComplete(CapabilityFile file, DiagnosticBag diagnostics)
    {
        var defaults = file.Exposes.OfType<ExposesControlSpec>().Select(e => e.Management.Scripting).FirstOrDefault(s => s is not null);
        foreach (var step in Steps(file).OfType<ScriptStepSpec>())
        {
            if (step.File is null)
            {
                diagnostics.Add(AdviceDiagnostics.IncompleteScript, step.Span, $"the script step '{step.Name}' has no 'file'");
            }

            if (step.Language is null && defaults?.DefaultLanguage is null)
            {
                diagnostics.Add(AdviceDiagnostics.IncompleteScript, step.Span, $"the script step '{step.Name}' has no 'language', and there is no default");
            }

            if (step.Language is { } language && !Languages.Contains(language.Value.Trim().ToLowerInvariant()))
            {
                diagnostics.Add(AdviceDiagnostics.IncompleteScript, language.Span, $"there is no script language '{language.Value}'", Nearest.Hint(language.Value, Languages) ?? string.Join(", ", Languages));
            }

            if (step.Location is null && defaults?.DefaultLocation is null)
            {
                diagnostics.Add(AdviceDiagnostics.IncompleteScript, step.Span, $"the script step '{step.Name}' has no 'location', and there is no default");
            }
        }
    }

    private static IEnumerable<StepSpec> Steps(CapabilityFile file) => Units.All(file).SelectMany(u => u.Steps);
}
