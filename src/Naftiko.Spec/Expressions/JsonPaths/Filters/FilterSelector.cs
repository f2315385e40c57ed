using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths.Filters;

/// <summary>Chooses the children for which a condition holds (RFC 9535 section 2.3.5).</summary>
internal sealed class FilterSelector(Condition condition) : Selector
{
    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                ContinueIfHolds(item, next, ref traversal);
                if (traversal.IsComplete)
                {
                    return;
                }
            }
        }

        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in node.EnumerateObject())
            {
                ContinueIfHolds(member.Value, next, ref traversal);
                if (traversal.IsComplete)
                {
                    return;
                }
            }
        }
    }

    private void ContinueIfHolds(JsonElement child, Segment? next, ref Traversal traversal)
    {
        if (condition.Holds(new FilterContext(traversal.Root, child)))
        {
            traversal.Continue(child, next);
        }
    }
}
