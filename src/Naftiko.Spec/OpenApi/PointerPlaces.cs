using System.Globalization;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml;

namespace Naftiko.Spec.OpenApi;

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
            var next = node switch
            {
                MappingNode mapping => mapping[name],
                SequenceNode { Items: var items } when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Span;
    }

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
