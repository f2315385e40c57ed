using Naftiko.Engine.Flows;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Engine.Compilation.Exposes;

/// <summary>Finds inputs that a unit cannot do without and that its callers have no way to give.</summary>
internal static class UnreachableInputs
{
    /// <param name="file">Takes the warnings.</param>
    /// <param name="flow">The unit.</param>
    /// <param name="what">What the author calls it.</param>
    /// <param name="source">Where its inputs come from.</param>
    /// <param name="given">The inputs that come from there.</param>
    /// <param name="span">The unit's place.</param>
    public static void Report(FileContext file, Flow flow, string what, string source, IEnumerable<string> given, SourceSpan span)
    {
        foreach (var input in flow.Inputs.Inputs)
        {
            if (input.IsRequired && !given.Contains(input.Name))
            {
                file.Diagnostics.Add(ReferenceDiagnostics.UnreachableInput, span, $"{what} needs '{input.Name}', which {source} does not give; it answers an error");
            }
        }
    }
}
