using System.Globalization;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi.References;

/// <summary>Finds where a part of the document stands in its text, by its JSON pointer (RFC 6901).</summary>
internal sealed class PointerPlaces(Node root)
{
    /// <summary>The place of the deepest part that the pointer leads to.</summary>
    /// <param name="pointer">With or without <c>#</c>.</param>
    public SourceSpan Find(string? pointer) => Find((pointer ?? "").Split('/').Skip(1).Select(Unescape));

    /// <summary>The place of the deepest part that the names lead to.</summary>
    public SourceSpan Find(params IEnumerable<string> names)
    {
        var node = root;
        foreach (var name in names)
        {
            if (Step(node, name) is not { } next)
            {
                break;
            }

            node = next;
        }

        return node.Span;
    }

    /// <summary>The part of that name or index; null without.</summary>
    public static Node? Step(Node? node, string name) => node switch
    {
        MappingNode mapping => mapping[name],
        SequenceNode { Items: var items } when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
        _ => null,
    };

    public static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
