using System.Text;
using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>The value of an <c>Authorization</c> header of the Basic scheme (RFC 7617).</summary>
public sealed class BasicExpression(Expression user, Expression password) : Expression
{
    public override bool IsConstant => user.IsConstant && password.IsConstant;

    public override Value Evaluate(Invocation run)
    {
        var pair = $"{user.Evaluate(run).AsText()}:{password.Evaluate(run).AsText()}";
        return Value.FromText(run.IsDryRun ? $"Basic {pair}" : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}");
    }
}
