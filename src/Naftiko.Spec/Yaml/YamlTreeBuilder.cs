using System.Diagnostics;
using System.Runtime.InteropServices;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Naftiko.Spec.Yaml;

/// <summary>The parser's events to nodes, by recursion that the depth budget bounds. A null node means: given up, and said why.</summary>
internal sealed class YamlTreeBuilder(IParser events, string file, FormerLineBreaks breaks, YamlBudget budget, YamlReports reports)
{
    private readonly StringPool _pool = new();
    private readonly List<MappingEntry> _entries = [];
    private readonly List<Node> _items = [];
    private readonly Dictionary<AnchorName, YamlAnchor> _anchors = [];
    private YamlTally _tally;

    /// <summary>The deepest level reached since it was last reset, aliases expanded; gives an anchored node its height.</summary>
    private int _deepest;

    public Node? ReadFirstDocument()
    {
        _ = Next();
        if (Next() is not DocumentStart)
        {
            return Nothing(SourceSpan.OfFile(file));
        }

        var root = ReadNode(Next(), 0);
        if (root is null)
        {
            return null;
        }

        _ = Next();
        if (Next() is DocumentStart second)
        {
            reports.Add(YamlDiagnostics.SecondDocument, SpanOf(second), "only the first document of a file is read", "move this one to a file of its own");
        }

        return root;
    }

    private ParsingEvent Next() => events.MoveNext() && events.Current is { } current ? current : throw new UnreachableException("The events end early.");

    private Node? ReadNode(ParsingEvent at, int depth)
    {
        if (at is AnchorAlias alias)
        {
            return Resolve(alias, depth);
        }

        if (at is not NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            return ReadContent(at, depth);
        }

        var (tallyBefore, deepestBefore) = (_tally, _deepest);
        _deepest = depth;
        _anchors[anchor] = default;
        var node = ReadContent(at, depth);
        _anchors[anchor] = new YamlAnchor(node, _tally - tallyBefore, _deepest - depth);
        _deepest = Math.Max(_deepest, deepestBefore);
        return node;
    }

    private Node? ReadContent(ParsingEvent at, int depth) => at switch
    {
        Scalar scalar => ReadScalar(scalar),
        MappingStart mapping => Enter(mapping, depth + 1) ? ReadMapping(mapping, depth + 1) : null,
        SequenceStart sequence => Enter(sequence, depth + 1) ? ReadSequence(sequence, depth + 1) : null,
        _ => Refuse(at),
    };

    /// <summary>For <c>: ?]  x:</c> and the like, the parser ends a mapping where it owes a value.</summary>
    private ScalarNode? Refuse(ParsingEvent at)
    {
        reports.Add(YamlDiagnostics.Syntax, SpanOf(at), "what stands before this is not valid YAML");
        return null;
    }

    private ScalarNode? ReadScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        if (!Count(new YamlTally(1, scalar.Value.Length), span))
        {
            return null;
        }

        var isPlain = scalar.Style == ScalarStyle.Plain;
        var kind = isPlain ? CoreSchema.KindOf(scalar.Value) : ScalarKind.Text;
        if (!scalar.Tag.IsEmpty && !YamlTags.TryApply(scalar.Tag, scalar.Value, span, ref kind, reports))
        {
            return null;
        }

        return new ScalarNode(span, breaks.Restore(_pool.Share(scalar.Value)), kind, isPlain);
    }

    private SequenceNode? ReadSequence(SequenceStart start, int depth)
    {
        var first = _items.Count;
        for (var at = Next(); at is not SequenceEnd; at = Next())
        {
            if (ReadValue(at, depth) is not { } item)
            {
                return null;
            }

            _items.Add(item);
        }

        var items = CollectionsMarshal.AsSpan(_items)[first..].ToArray();
        _items.RemoveRange(first, items.Length);
        return new SequenceNode(SpanOf(start, start.Style == SequenceStyle.Flow, items is [.., var last] ? last.Span : null), items);
    }

    private MappingNode? ReadMapping(MappingStart start, int depth)
    {
        var builder = new MappingBuilder(_entries);
        SourceSpan? end = null;
        for (var at = Next(); at is not MappingEnd; at = Next())
        {
            if (ReadNode(at, depth) is not { } key || ReadEntryValue(key, depth) is not { } value)
            {
                return null;
            }

            end = value.Span;
            if (!AddEntry(ref builder, SpanOf(at), key, value))
            {
                return null;
            }
        }

        return new MappingNode(SpanOf(start, start.Style == MappingStyle.Flow, end), builder.Build());
    }

    private Node? ReadEntryValue(Node key, int depth) => IsMergeKey(key) ? ReadNode(Next(), depth) : ReadValue(Next(), depth);

    /// <summary>Reads a node in the place of a value, where words that used to be booleans deserve a remark.</summary>
    private Node? ReadValue(ParsingEvent at, int depth)
    {
        var node = ReadNode(at, depth);
        if (at is Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true } scalar && CoreSchema.IsFormerBoolean(scalar.Value))
        {
            reports.Add(
                YamlDiagnostics.FormerBoolean, SpanOf(at), $"'{scalar.Value}' is text in YAML 1.2, a boolean in YAML 1.1", "quote it, or write true or false");
        }

        return node;
    }

    private bool AddEntry(ref MappingBuilder builder, SourceSpan place, Node key, Node value)
    {
        if (key is not ScalarNode scalar)
        {
            reports.Add(YamlDiagnostics.NonScalarKey, place, $"a key must be text, not {key.Describe()}", "a template that begins a value or a key needs quotes: \"{{name}}\"");
        }
        else if (IsMergeKey(scalar))
        {
            return Merge(ref builder, value);
        }
        else if (!builder.TryAdd(scalar, value, out var earlier))
        {
            reports.Add(YamlDiagnostics.DuplicateKey, place, $"the key '{Shorten(scalar.Text)}' is already given on line {earlier.Span.Line}");
        }

        return !reports.IsFull;
    }

    private bool Merge(ref MappingBuilder builder, Node value)
    {
        var sources = value is SequenceNode list ? list.Items : [value];
        foreach (var source in sources)
        {
            if (source is not MappingNode mapping)
            {
                reports.Add(YamlDiagnostics.MergeValue, value.Span, $"'<<' merges mappings, not {source.Describe()}");
                continue;
            }

            // What is merged has been counted where it is written or repeated; that bounds the copying below.
            builder.Merge(mapping);
        }

        return !reports.IsFull;
    }

    private static bool IsMergeKey(Node key) => key is ScalarNode { Text: "<<", IsPlain: true };

    private Node? Resolve(AnchorAlias alias, int depth)
    {
        var span = SpanOf(alias);
        var isKnown = _anchors.TryGetValue(alias.Value, out var anchor);
        if (anchor.Node is null)
        {
            var name = Shorten(alias.Value.Value);
            if (isKnown)
            {
                reports.Add(YamlDiagnostics.RecursiveAlias, span, $"the alias '*{name}' stands inside the anchor '&{name}'");
            }
            else
            {
                reports.Add(YamlDiagnostics.UnknownAlias, span, $"no anchor '&{name}' stands before this alias", "a value that begins with '*' needs quotes");
            }

            return reports.IsFull || !Count(new YamlTally(1, 0), span) ? null : Nothing(span);
        }

        return Count(anchor.Tally, span) && Reach(depth + anchor.Height, span) ? anchor.Node : null;
    }

    private bool Enter(NodeEvent start, int depth)
    {
        var span = SpanOf(start);
        if (!start.Tag.IsEmpty && !YamlTags.Check(start.Tag, start is MappingStart, span, reports))
        {
            return false;
        }

        return Count(new YamlTally(1, 0), span) && Reach(depth, span);
    }

    private bool Reach(int depth, SourceSpan span)
    {
        _deepest = Math.Max(_deepest, depth);
        if (depth <= budget.MaxDepth)
        {
            return true;
        }

        reports.Add(YamlDiagnostics.TooDeep, span, $"nested more than {budget.MaxDepth} levels deep");
        return false;
    }

    private bool Count(YamlTally more, SourceSpan span)
    {
        _tally += more;
        if (_tally.Nodes > budget.MaxNodes)
        {
            reports.Add(YamlDiagnostics.TooManyNodes, span, $"more than {budget.MaxNodes} nodes, with aliases expanded");
            return false;
        }

        if (_tally.Characters > budget.MaxCharacters)
        {
            reports.Add(YamlDiagnostics.TooLarge, span, $"more than {budget.MaxCharacters} characters, with aliases expanded");
            return false;
        }

        return true;
    }

    private static ScalarNode Nothing(SourceSpan span) => new(span, "", ScalarKind.Null, isPlain: true);

    private static string Shorten(string name) => name.Length <= 60 ? name : name[..60] + "…";

    private SourceSpan SpanOf(ParsingEvent at) => new(file, (int)at.Start.Line, (int)at.Start.Column, (int)at.End.Line, (int)at.End.Column);

    /// <summary>The span of a container whose end event is current: a bracket's, or else that of its last part, for the end of a block is only noticed lines later.</summary>
    private SourceSpan SpanOf(NodeEvent start, bool isFlow, SourceSpan? lastPart)
    {
        var (line, column) = ((int)start.Start.Line, (int)start.Start.Column);
        if (isFlow && events.Current is { } end)
        {
            return new SourceSpan(file, line, column, (int)end.Start.Line, (int)end.Start.Column + 1);
        }

        return lastPart is { } part ? new SourceSpan(file, line, column, part.EndLine, part.EndColumn) : SpanOf(start);
    }
}
