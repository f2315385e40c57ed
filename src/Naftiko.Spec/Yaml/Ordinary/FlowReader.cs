using System.Runtime.InteropServices;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>Lists and mappings in brackets (YAML 1.2 section 7.4) whose entries are whole: keys have values, lists have no pairs. Null: not ordinary.</summary>
/// <param name="cursor">The place, which is left behind the closing bracket.</param>
/// <param name="nodes">Makes the nodes.</param>
/// <param name="plain">Reads plain scalars.</param>
/// <param name="quoted">Reads scalars in quotes.</param>
internal sealed class FlowReader(TextCursor cursor, NodeMaker nodes, PlainScalars plain, QuotedScalars quoted)
{
    private readonly List<MappingEntry> _entries = [];
    private readonly List<Node> _items = [];

    /// <summary>Reads the collection that the bracket at the place opens.</summary>
    /// <param name="indent">The indentation of the block around it.</param>
    /// <param name="depth">How deep it is nested.</param>
    public Node? Read(int indent, int depth)
    {
        if (!nodes.Enter(depth))
        {
            return null;
        }

        var start = cursor.Place;
        var isList = cursor.Current == '[';
        cursor.Skip(1);
        return isList ? ReadList(start, indent, depth) : ReadMapping(start, indent, depth);
    }

    private SequenceNode? ReadList(TextPlace start, int indent, int depth)
    {
        var first = _items.Count;
        while (!IsClosed(']'))
        {
            if (ReadNode(indent, depth) is not { } item || !TrySeparate(']'))
            {
                return null;
            }

            _items.Add(item);
        }

        var items = CollectionsMarshal.AsSpan(_items)[first..].ToArray();
        _items.RemoveRange(first, items.Length);
        return new SequenceNode(nodes.Span(start, cursor.Place), items);
    }

    private MappingNode? ReadMapping(TextPlace start, int indent, int depth)
    {
        var builder = new MappingBuilder(_entries);
        while (!IsClosed('}'))
        {
            if (ReadKey(indent) is not { Text: not "<<" } key
                || ReadNode(indent, depth) is not { } value
                || !TrySeparate('}')
                || !builder.TryAdd(key, value, out _))
            {
                return null;
            }
        }

        return new MappingNode(nodes.Span(start, cursor.Place), builder.Build());
    }

    /// <summary>Goes to what comes next and over the closing bracket, if that is it.</summary>
    private bool IsClosed(char bracket)
    {
        cursor.SkipToContent();
        if (cursor.Current != bracket)
        {
            return false;
        }

        cursor.Skip(1);
        return true;
    }

    /// <summary>Behind an entry: a comma, which is taken, or the closing bracket, which is not. A comment needs a space before it.</summary>
    private bool TrySeparate(char bracket)
    {
        if (cursor.Current == '#')
        {
            return false;
        }

        cursor.SkipToContent();
        if (cursor.Current == bracket)
        {
            return true;
        }

        if (cursor.Current != ',' || cursor.Next == '#')
        {
            return false;
        }

        cursor.Skip(1);
        return true;
    }

    /// <summary>Reads a key on one line, and the colon.</summary>
    private ScalarNode? ReadKey(int indent)
    {
        var line = cursor.Line;
        var isQuoted = cursor.Current is '"' or '\'';
        if (!TryReadScalar(indent, out var text))
        {
            return null;
        }

        cursor.SkipSpaces();
        if (cursor.Line != line || cursor.Current != ':' || cursor.Next == ':' || (!isQuoted && !TextCursor.IsBlank(cursor.Next)))
        {
            return null;
        }

        cursor.Skip(1);
        return BlockReader.IsSimple(text) ? nodes.Key(text) : null;
    }

    private Node? ReadNode(int indent, int depth)
    {
        cursor.SkipToContent();
        if (cursor.Current is '[' or '{')
        {
            return Read(indent, depth + 1);
        }

        return TryReadScalar(indent, out var text) ? nodes.Value(text) : null;
    }

    private bool TryReadScalar(int indent, out ScalarText scalar)
    {
        var start = cursor.Place;
        scalar = default;
        if (cursor.Current is '"' or '\'')
        {
            if (!quoted.TryRead(indent, out var text))
            {
                return false;
            }

            scalar = new ScalarText(start, cursor.Place, text, isPlain: false);
            return true;
        }

        if (cursor.Indent <= indent || !plain.CanBegin(isFlow: true))
        {
            return false;
        }

        var line = plain.ReadLine(isFlow: true, out var end);
        scalar = new ScalarText(start, end, line, isPlain: true);
        return true;
    }
}
