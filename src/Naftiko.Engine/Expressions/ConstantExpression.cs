using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>A literal of the file.</summary>
public sealed class ConstantExpression(Value value) : Expression
{
    public override bool IsConstant => true;

    public Value Value => value;

    public override Value Evaluate(Invocation run) => value;

    public override bool IsLeftOut(Invocation run) => false;
}
