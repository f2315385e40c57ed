using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>The place of a credential that is put in when the request is sent: left out until then; a dry run shows what it will be.</summary>
/// <param name="shown">What it will be, without anything secret.</param>
public sealed class PendingExpression(string shown) : Expression
{
    public override Value Evaluate(Invocation run) => run.IsDryRun ? Value.FromText(shown) : Value.Absent;
}
