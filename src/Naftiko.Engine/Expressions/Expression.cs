using Naftiko.Engine.Flows;
using Naftiko.Engine.Values;

namespace Naftiko.Engine.Expressions;

/// <summary>A compiled value of the file: every name in it is already a slot, a bind or a constant.</summary>
public abstract class Expression
{
    /// <summary>Whether the value is the same for every run.</summary>
    public virtual bool IsConstant => false;

    /// <summary>
    /// The value in this run; absent when what it refers to was left out. A variable without a value is recorded as
    /// <see cref="Invocation.Failure"/>, and the value is then absent.
    /// </summary>
    public abstract Value Evaluate(Invocation run);

    /// <summary>Whether all the value depends on was left out: such an optional parameter or member is omitted (semantics, section 3).</summary>
    public virtual bool IsLeftOut(Invocation run) => Evaluate(run).IsAbsent;
}
