using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>
/// A bind or environment variable. Its value is fixed at load; a dry run shows its name instead, and a run that needs one
/// without a value fails by naming it.
/// </summary>
/// <param name="name">The variable's name as the operator knows it.</param>
/// <param name="value">Its value; null when it has none.</param>
/// <param name="advice">How to give it one, where that is not by its name.</param>
public sealed class BindExpression(string name, string? value, string? advice = null) : Expression
{
    public string Name => name;

    public bool IsMissing => value is null;

    public override bool IsConstant => value is not null;

    public override Value Evaluate(Invocation run)
    {
        if (run.IsDryRun)
        {
            return Value.FromText($"{{{{{name}}}}}");
        }

        if (value is not null)
        {
            return Value.FromText(value);
        }

        run.Fail(new Failure(FailureKind.NotConfigured, $"the variable '{name}' has no value; {(advice is null ? "" : advice + "; ")}nothing was sent"));
        return Value.Absent;
    }
}
