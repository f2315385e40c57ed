using System.Runtime.InteropServices;
using Naftiko.Spec.Sources;
using Naftiko.Spec.Yaml.Reading;

namespace Naftiko.Spec.Yaml.Ordinary;

/// <summary>
/// Reads block mappings and lists by their indentation (YAML 1.2 section 8.2). A null node means: not ordinary. After a node is read, the place is the first
/// content of a later line, or the end.
/// </summary>
internal sealed class BlockReader
{
    /// <summary>YAML 1.2 section 7.4.2 asks for keys of at most 1024 characters.</summary>
    private const int LongestKey = 1_000;

    private readonly TextCursor _cursor;
    private readonly NodeMaker _nodes;
    private readonly PlainScalars _plain;
    private readonly QuotedScalars _quoted;
    private readonly BlockScalars _blocks;
    private readonly FlowReader _flow;
    private readonly List<MappingEntry> _entries = [];
    private readonly List<Node> _items = [];

    public BlockReader(SourceText source, YamlBudget budget, YamlReports reports)
    {
        _cursor = new TextCursor(source.Text);
        _nodes = new NodeMaker(source.Path, budget, reports);
        _plain = new PlainScalars(_cursor);
        _quoted = new QuotedScalars(_cursor);
        _blocks = new BlockScalars(_cursor);
        _flow = new FlowReader(_cursor, _nodes, _plain, _quoted);
    }

    /// <summary>Whether a key is a simple one for sure: short, and without a last word that looks like an alias.</summary>
    public static bool IsSimple(ScalarText key) =>
        key.Text.Length <= LongestKey
        && key.End.Column - key.Start.Column <= LongestKey
        && !(key.IsPlain && key.Text[(key.Text.LastIndexOf(' ') + 1)..].StartsWith('*'));

    /// <summary>The collection that the text holds, if it holds nothing else.</summary>
    public Node? ReadDocument()
    {
        _cursor.SkipToContent();
        if (_cursor.Indent == 0 && _cursor.Rest.StartsWith("---"))
        {
            _cursor.Skip(3);
            if (!TryEndLine())
            {
                return null;
            }
        }

        return !_cursor.IsAtEnd && !IsMarker() && ReadNode(-1, 1) is { } root and not ScalarNode && _cursor.IsAtEnd ? root : null;
    }

    /// <summary>Reads the node that begins at the place, where a collection may begin.</summary>
    /// <param name="indent">The indentation of the collection around it.</param>
    /// <param name="depth">How deep it is nested, if it is a collection.</param>
    private Node? ReadNode(int indent, int depth)
    {
        if (IsDash())
        {
            return ReadList(_cursor.Indent, isIndented: true, depth);
        }

        var (column, line) = (_cursor.Indent, _cursor.Line);
        if (_cursor.Current is '|' or '>' or '[' or '{')
        {
            return ReadInline(indent, depth);
        }

        if (!TryReadScalar(indent, out var scalar))
        {
            return null;
        }

        return _cursor.Ahead == ':' && _cursor.Line == line ? ReadMapping(column, scalar, depth) : EndScalar(indent, scalar);
    }

    /// <summary>Reads a value that stands behind its key, or a collection in brackets.</summary>
    private Node? ReadInline(int indent, int depth)
    {
        if (_cursor.Current is '|' or '>')
        {
            var start = _cursor.Place;
            if (!_blocks.TryRead(indent, out var text, out var end))
            {
                return null;
            }

            _cursor.SkipToContent();
            return _nodes.Value(new ScalarText(start, end, text, isPlain: false));
        }

        if (_cursor.Current is '[' or '{')
        {
            // In brackets at the root, a scalar's line could still begin like what separates documents: not ordinary either.
            return _flow.Read(Math.Max(indent, 0), depth) is { } collection && TryEndLine() ? collection : null;
        }

        return TryReadScalar(indent, out var scalar) ? EndScalar(indent, scalar) : null;
    }

    /// <summary>Reads a scalar in quotes, or the first line of a plain one.</summary>
    private bool TryReadScalar(int indent, out ScalarText scalar)
    {
        var start = _cursor.Place;
        scalar = default;
        if (_cursor.Current is '"' or '\'')
        {
            if (!_quoted.TryRead(indent, out var text))
            {
                return false;
            }

            scalar = new ScalarText(start, _cursor.Place, text, isPlain: false);
            return true;
        }

        if (!_plain.CanBegin(isFlow: false))
        {
            return false;
        }

        var line = _plain.ReadLine(isFlow: false, out var end);
        scalar = new ScalarText(start, end, line, isPlain: true);
        return true;
    }

    /// <summary>Makes a value of a scalar, with the lines that continue it; nothing else may stand on its last line.</summary>
    private ScalarNode? EndScalar(int indent, ScalarText scalar)
    {
        if (!scalar.IsPlain)
        {
            return TryEndLine() ? _nodes.Value(scalar) : null;
        }

        var text = scalar.Text;
        var end = scalar.End;
        if (_cursor.Ahead == ':' || !_plain.TryContinue(ref text, indent, ref end))
        {
            return null;
        }

        _cursor.SkipToContent();
        return _nodes.Value(new ScalarText(scalar.Start, end, text, isPlain: true));
    }

    /// <param name="column">Where its dashes stand.</param>
    /// <param name="isIndented">False for a list at the indentation of the mapping that it is a value of.</param>
    /// <param name="depth">How deep it is nested.</param>
    private SequenceNode? ReadList(int column, bool isIndented, int depth)
    {
        if (!_nodes.Enter(depth))
        {
            return null;
        }

        var start = _cursor.Place;
        var first = _items.Count;
        do
        {
            if (ReadItem(column, depth) is not { } item)
            {
                return null;
            }

            _items.Add(item);
        }
        while (_cursor.Indent == column && IsDash() && !_cursor.IsAtEnd);

        if (!_cursor.IsAtEnd && (_cursor.Indent > column || (isIndented && _cursor.Indent == column)))
        {
            return null;
        }

        var items = CollectionsMarshal.AsSpan(_items)[first..].ToArray();
        _items.RemoveRange(first, items.Length);
        return new SequenceNode(_nodes.Span(start, items[^1]), items);
    }

    private Node? ReadItem(int column, int depth)
    {
        _cursor.Skip(1);
        var empty = _cursor.Place;
        _cursor.SkipToContent();
        var isHere = _cursor.Line == empty.Line;
        if (_cursor.IsAtEnd || (!isHere && _cursor.Indent <= column))
        {
            return _nodes.Empty(empty);
        }

        return ReadNode(column, depth + 1);
    }

    private MappingNode? ReadMapping(int column, ScalarText firstKey, int depth)
    {
        if (!_nodes.Enter(depth))
        {
            return null;
        }

        var start = firstKey.Start;
        var builder = new MappingBuilder(_entries);
        var key = MakeKey(firstKey);
        while (key is not null)
        {
            if (ReadValue(column, depth) is not { } value || !builder.TryAdd(key, value, out _))
            {
                return null;
            }

            if (_cursor.IsAtEnd || _cursor.Indent < column)
            {
                return new MappingNode(_nodes.Span(start, value), builder.Build());
            }

            key = _cursor.Indent == column ? ReadKey(column) : null;
        }

        return null;
    }

    private ScalarNode? ReadKey(int indent)
    {
        var line = _cursor.Line;
        return !IsMarker() && TryReadScalar(indent, out var scalar) && _cursor.Ahead == ':' && _cursor.Line == line ? MakeKey(scalar) : null;
    }

    /// <summary>Makes a key of a scalar that a colon follows, and goes behind that.</summary>
    private ScalarNode? MakeKey(ScalarText scalar)
    {
        _cursor.SkipSpaces();
        if (!TextCursor.IsBlank(_cursor.Next) || !IsSimple(scalar) || (scalar.IsPlain && scalar.Text is "<<"))
        {
            return null;
        }

        _cursor.Skip(1);
        return _nodes.Key(scalar);
    }

    /// <summary>Reads what belongs to a key, from behind its colon.</summary>
    private Node? ReadValue(int column, int depth)
    {
        var empty = _cursor.Place;
        _cursor.SkipToContent();
        if (!_cursor.IsAtEnd && _cursor.Line == empty.Line)
        {
            return ReadInline(column, depth + 1);
        }

        if (!_cursor.IsAtEnd && _cursor.Indent > column)
        {
            return ReadNode(column, depth + 1);
        }

        if (!_cursor.IsAtEnd && _cursor.Indent == column && IsDash())
        {
            return ReadList(column, isIndented: false, depth + 1);
        }

        return _nodes.Empty(empty);
    }

    /// <summary>Goes to the first content of a later line. False: there is more on this one.</summary>
    private bool TryEndLine()
    {
        var line = _cursor.Line;
        if (!TextCursor.IsBlank(_cursor.Current))
        {
            return false;
        }

        _cursor.SkipToContent();
        return _cursor.IsAtEnd || _cursor.Line > line;
    }

    private bool IsDash() => _cursor.Current == '-' && TextCursor.IsBlank(_cursor.Next);

    /// <summary>Whether the line begins with a directive or with what may separate documents.</summary>
    private bool IsMarker() => _cursor.Indent == 0 && (_cursor.Current == '%' || _cursor.Rest.StartsWith("---") || _cursor.Rest.StartsWith("..."));
}
