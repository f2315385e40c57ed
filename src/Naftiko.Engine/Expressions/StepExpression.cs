using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;
using Naftiko.Spec.Expressions.JsonPaths;

namespace Naftiko.Engine.Expressions;

/// <summary>A part of an earlier step's answer.</summary>
/// <param name="step">The step's slot.</param>
/// <param name="path">The part; null for the whole answer.</param>
public sealed class StepExpression(int step, JsonPath? path) : Expression
{
    public override Value Evaluate(Invocation run) => run.Steps[step] is { } answer ? JsonSelection.Select(answer, path) : Value.Absent;
}
