using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>One of the caller's inputs, by its slot.</summary>
public sealed class InputExpression(int slot, string name) : Expression
{
    public string Name => name;

    public override Value Evaluate(Invocation run) => run.Inputs[slot];
}
