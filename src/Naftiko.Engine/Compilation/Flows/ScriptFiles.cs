using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Document.Exposes;
using Naftiko.Spec.Document.Steps;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>Looks whether the files of a script step are there; what it does not name at all, the rules report.</summary>
internal static class ScriptFiles
{
    public static void Check(FileContext file, ScriptStepSpec step)
    {
        var fallback = file.File.Exposes.OfType<ExposesControlSpec>().Select(e => e.Management.Scripting?.DefaultLocation).FirstOrDefault(l => l is not null);
        if ((step.Location ?? fallback) is not { } location || file.Loader.OpenTree(location.Value, location.Span, file.Diagnostics) is not { } folder)
        {
            return;
        }

        foreach (var script in step.Dependencies.Append(step.File ?? default).Where(s => s.Value is not null && !folder.Has(s.Value)))
        {
            file.Diagnostics.Add(SourceDiagnostics.NotHere, script.Span, $"the script '{script.Value}' is not in '{location.Value}'");
        }
    }
}
