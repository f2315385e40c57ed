using Naftiko.Engine.Expressions;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Compilation.Flows;

/// <summary>References to the answers of earlier steps: <c>step.path</c> and <c>$.step.path</c>.</summary>
internal static class StepReferences
{
    /// <summary>The expression, or null when the text does not begin with the name of an earlier step.</summary>
    public static Expression? Find(string text, UnitContext unit, bool isStrict)
    {
        var reference = text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text;
        string? step = null;
        foreach (var name in unit.StepNames)
        {
            var fits = reference.StartsWith(name, StringComparison.Ordinal) && (reference.Length == name.Length || reference[name.Length] is '.' or '[');
            step = fits && (step is null || name.Length > step.Length) ? name : step;
        }

        if (step is null)
        {
            return null;
        }

        var rest = reference[step.Length..];
        if (rest.Length == 0)
        {
            return new StepExpression(unit.ReadStep(step), null);
        }

        return JsonPath.TryParse("$" + rest, isStrict, out var path, out _) ? new StepExpression(unit.ReadStep(step), path) : null;
    }
}
