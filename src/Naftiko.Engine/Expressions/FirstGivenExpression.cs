using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>What the caller gave, or else what the file says: a caller's own <c>Authorization</c> wins over the bind, a default fills in.</summary>
public sealed class FirstGivenExpression(Expression preferred, Expression fallback) : Expression
{
    public override Value Evaluate(Invocation run) => preferred.IsLeftOut(run) ? fallback.Evaluate(run) : preferred.Evaluate(run);

    public override bool IsLeftOut(Invocation run) => preferred.IsLeftOut(run) && fallback.IsLeftOut(run);
}
