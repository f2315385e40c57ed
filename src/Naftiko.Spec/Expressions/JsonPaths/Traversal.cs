using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>
/// One evaluation of a query, depth first: a node found by one segment goes through the following ones before the next
/// node is looked for. That is the order of RFC 9535 without a list between segments. Passed by reference, never copied.
/// </summary>
internal struct Traversal(JsonElement root, List<JsonElement>? results, int limit)
{
    public JsonElement Root { get; } = root;

    public JsonElement First { get; private set; }

    public int Count { get; private set; }

    /// <summary>Whether as many nodes were found as were asked for, so that walking on is of no use.</summary>
    public readonly bool IsComplete => Count >= limit;

    /// <summary>Takes a node on to the next segment, or into the results after the last one.</summary>
    public void Continue(JsonElement node, Segment? next)
    {
        if (next is not null)
        {
            next.Visit(node, ref this);
            return;
        }

        if (Count++ == 0)
        {
            First = node;
        }

        results?.Add(node);
    }
}
