using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>A chain of segments from the root (<c>$</c>) or, inside a filter, from the current node (<c>@</c>).</summary>
internal sealed class Query(Segment? first, bool isRelative)
{
    public Segment? First { get; } = first;

    /// <summary>Whether at most one node can be selected, by its form (RFC 9535 section 2.3.5.1).</summary>
    public bool IsSingular { get; } = AllSingular(first);

    public string? LastName
    {
        get
        {
            string? name = null;
            for (var segment = First; segment is not null; segment = segment.Next)
            {
                name = segment.LastName ?? name;
            }

            return name;
        }
    }

    public void Select(JsonElement root, JsonElement current, List<JsonElement> results)
    {
        var traversal = new Traversal(root, results, int.MaxValue);
        Run(current, ref traversal);
    }

    public bool TrySelectFirst(JsonElement root, JsonElement current, out JsonElement value)
    {
        var traversal = new Traversal(root, null, limit: 1);
        Run(current, ref traversal);
        value = traversal.First;
        return traversal.Count > 0;
    }

    /// <summary>How many nodes are selected, counting no further than <paramref name="limit"/>, and the first of them.</summary>
    public int Count(JsonElement root, JsonElement current, int limit, out JsonElement value)
    {
        var traversal = new Traversal(root, null, limit);
        Run(current, ref traversal);
        value = traversal.First;
        return traversal.Count;
    }

    private void Run(JsonElement current, ref Traversal traversal) =>
        traversal.Continue(isRelative ? current : traversal.Root, First);

    private static bool AllSingular(Segment? segment)
    {
        for (; segment is not null; segment = segment.Next)
        {
            if (segment.IsDescendant || segment.SingleSelector is not (NameSelector or IndexSelector))
            {
                return false;
            }
        }

        return true;
    }
}
