using System.Text;
using System.Text.Json;

namespace Naftiko.Spec.Expressions.JsonPaths;

/// <summary>Chooses children of a node (RFC 9535 section 2.3).</summary>
internal abstract class Selector
{
    /// <summary>Takes each chosen child on to <paramref name="next"/>; a node of another kind has no such children.</summary>
    public abstract void Select(JsonElement node, Segment? next, ref Traversal traversal);
}

internal class NameSelector(string name) : Selector
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(name);

    public string Name { get; } = name;

    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind == JsonValueKind.Object && JsonText.TryGetMember(node, _utf8Name, out var value))
        {
            traversal.Continue(value, next);
        }
    }
}

/// <summary>The lenient last step <c>.length</c>: a member of that name, or the number of items of an array, which has no members.</summary>
internal sealed class LengthSelector() : NameSelector("length")
{
    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            traversal.Continue(JsonNumber.FromInteger(node.GetArrayLength()), next);
            return;
        }

        base.Select(node, next, ref traversal);
    }
}

internal sealed class IndexSelector(long index) : Selector
{
    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var length = node.GetArrayLength();
        var position = index < 0 ? length + index : index;
        if (position >= 0 && position < length)
        {
            traversal.Continue(node[(int)position], next);
        }
    }
}

internal sealed class WildcardSelector : Selector
{
    public override void Select(JsonElement node, Segment? next, ref Traversal traversal)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                traversal.Continue(item, next);
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
                traversal.Continue(member.Value, next);
                if (traversal.IsComplete)
                {
                    return;
                }
            }
        }
    }
}
