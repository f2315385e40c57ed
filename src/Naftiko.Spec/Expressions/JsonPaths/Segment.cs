using System.Collections.Immutable;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>A child or descendant segment (RFC 9535 section 2.5) and the segments after it.</summary>
internal sealed class Segment(ImmutableArray<Selector> selectors, bool isDescendant, Segment? next)
{
    public bool IsDescendant { get; } = isDescendant;

    public Segment? Next { get; } = next;

    public Selector? SingleSelector => selectors.Length == 1 ? selectors[0] : null;

    public string? LastName => selectors.OfType<NameSelector>().LastOrDefault()?.Name;

    /// <summary>
    /// Applies the selectors to a node and, for a descendant segment, to all nodes below it. The recursion is as deep as
    /// the document, which its reader bounds (<see cref="JsonDocumentOptions.MaxDepth"/>, 64 unless set otherwise).
    /// </summary>
    public void Visit(JsonElement node, ref Traversal traversal)
    {
        foreach (var selector in selectors)
        {
            selector.Select(node, Next, ref traversal);
            if (traversal.IsComplete)
            {
                return;
            }
        }

        if (IsDescendant)
        {
            VisitChildren(node, ref traversal);
        }
    }

    private void VisitChildren(JsonElement node, ref Traversal traversal)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Visit(item, ref traversal);
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
                Visit(member.Value, ref traversal);
                if (traversal.IsComplete)
                {
                    return;
                }
            }
        }
    }
}
