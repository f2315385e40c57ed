using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>An array slice (RFC 9535 section 2.3.4); a bound that is not written is null.</summary>
internal sealed class SliceSelector(long? start, long? end, long step) : Selector
{
    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind != JsonValueKind.Array || step == 0)
        {
            return;
        }

        if (step > 0)
        {
            SelectForward(node, next, ref traversal);
            return;
        }

        SelectBackward(node, next, ref traversal);
    }

    // Arrays are enumerated, not indexed: an index costs a walk over the items before it.
    private void SelectForward(JsonElement node, Segment? next, ref Traversal traversal)
    {
        var length = node.GetArrayLength();
        var lower = Math.Clamp(FromStart(start ?? 0, length), 0, length);
        var upper = Math.Clamp(FromStart(end ?? length, length), 0, length);
        var position = 0L;
        foreach (var item in node.EnumerateArray())
        {
            if (position >= upper || traversal.IsComplete)
            {
                return;
            }

            if (position >= lower && (position - lower) % step == 0)
            {
                traversal.Continue(item, next);
            }

            position++;
        }
    }

    private void SelectBackward(JsonElement node, Segment? next, ref Traversal traversal)
    {
        var length = node.GetArrayLength();
        var upper = Math.Clamp(FromStart(start ?? (length - 1), length), -1, length - 1);
        var lower = end is { } last ? Math.Clamp(FromStart(last, length), -1, length - 1) : -1;
        if (upper <= lower)
        {
            return;
        }

        var items = node.EnumerateArray().ToArray();
        for (var position = upper; position > lower && !traversal.IsComplete; position += step)
        {
            traversal.Continue(items[position], next);
        }
    }

    private static long FromStart(long index, int length) => index >= 0 ? index : length + index;
}
