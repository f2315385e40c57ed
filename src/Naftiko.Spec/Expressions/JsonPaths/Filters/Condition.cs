using System.Collections.Immutable;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>A logical expression (RFC 9535 section 2.3.5.1).</summary>
internal abstract class Condition
{
    public abstract bool Holds(FilterContext context);
}

internal sealed class AnyCondition(ImmutableArray<Condition> conditions) : Condition
{
    public override bool Holds(FilterContext context)
    {
        foreach (var condition in conditions)
        {
            if (condition.Holds(context))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed class AllCondition(ImmutableArray<Condition> conditions) : Condition
{
    public override bool Holds(FilterContext context)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(context))
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed class NotCondition(Condition condition) : Condition
{
    public override bool Holds(FilterContext context) => !condition.Holds(context);
}

/// <summary>An existence test: a query that selects anything at all, even null.</summary>
internal sealed class ExistsCondition(Query query) : Condition
{
    public override bool Holds(FilterContext context) => query.TrySelectFirst(context.Root, context.Current, out _);
}
