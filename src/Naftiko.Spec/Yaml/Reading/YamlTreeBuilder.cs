using System.Diagnostics;
using System.Runtime.InteropServices;
using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>The parser's events to nodes, by recursion that the depth budget bounds. A null node means: given up, and said why.</summary>
internal sealed class YamlTreeBuilder
{
    private readonly IParser _events;
    private readonly string _file;
    private readonly FormerLineBreaks _breaks;
    private readonly YamlReports _reports;
    private readonly YamlMeter _meter;
    private readonly YamlAnchors _anchors;
    private readonly StringPool _pool = new();
    private readonly List<MappingEntry> _entries = [];
    private readonly List<Node> _items = [];

    public YamlTreeBuilder(IParser events, string file, FormerLineBreaks breaks, YamlBudget budget, YamlReports reports)
    {
        _events = events;
        _file = file;
        _breaks = breaks;
        _reports = reports;
        _meter = new YamlMeter(budget, reports);
        _anchors = new YamlAnchors(_meter, reports);
    }

    public Node? ReadFirstDocument()
    {
        _ = Next();
        if (Next() is not DocumentStart)
        {
            return new ScalarNode(SourceSpan.OfFile(_file), "", ScalarKind.Null, isPlain: true);
        }

        var root = ReadNode(Next(), 0);
        if (root is null)
        {
            return null;
        }

        _ = Next();
        if (Next() is DocumentStart second)
        {
            _reports.Add(YamlDiagnostics.SecondDocument, SpanOf(second), "only the first document of a file is read", "move this one to a file of its own");
        }

        return root;
    }

    private ParsingEvent Next() => _events.MoveNext() && _events.Current is { } current ? current : throw new UnreachableException("The events end early.");

    private Node? ReadNode(ParsingEvent at, int depth) => at switch
    {
        AnchorAlias alias => _anchors.Resolve(alias.Value, SpanOf(alias), depth),
        NodeEvent { Anchor: { IsEmpty: false } anchor } => ReadAnchored(anchor, at, depth),
        _ => ReadContent(at, depth),
    };

    // Apart from its caller, where the closure would cost every node an allocation.
    private Node? ReadAnchored(AnchorName anchor, ParsingEvent at, int depth) => _anchors.Read(anchor, depth, () => ReadContent(at, depth));

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
        _reports.Add(YamlDiagnostics.Syntax, SpanOf(at), "what stands before this is not valid YAML");
        return null;
    }

    private ScalarNode? ReadScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        if (!_meter.Count(new YamlTally(1, scalar.Value.Length), span))
        {
            return null;
        }

        var isPlain = scalar.Style == ScalarStyle.Plain;
        var kind = isPlain ? CoreSchema.KindOf(scalar.Value) : ScalarKind.Text;
        if (!scalar.Tag.IsEmpty && !YamlTags.TryApply(scalar.Tag, scalar.Value, span, ref kind, _reports))
        {
            return null;
        }

        return new ScalarNode(span, _breaks.Restore(_pool.Share(scalar.Value)), kind, isPlain);
    }

    private SequenceNode? ReadSequence(SequenceStart start, int depth)
    {
        var first = _items.Count;
        SourceSpan? end = null;
        for (var at = Next(); at is not SequenceEnd; at = Next())
        {
            if (ReadValue(at, depth) is not { } item)
            {
                return null;
            }

            _items.Add(item);
            end = EndOf(at, item);
        }

        var items = CollectionsMarshal.AsSpan(_items)[first..].ToArray();
        _items.RemoveRange(first, items.Length);
        return new SequenceNode(SpanOf(start, start.Style == SequenceStyle.Flow, end), items);
    }

    private MappingNode? ReadMapping(MappingStart start, int depth)
    {
        var builder = new MappingBuilder(_entries);
        SourceSpan? end = null;
        for (var at = Next(); at is not MappingEnd; at = Next())
        {
            if (ReadNode(at, depth) is not { } key)
            {
                return null;
            }

            var valueAt = Next();
            var value = IsMergeKey(key) ? ReadNode(valueAt, depth) : ReadValue(valueAt, depth);
            if (value is null || !AddEntry(ref builder, SpanOf(at), key, value))
            {
                return null;
            }

            end = EndOf(valueAt, value);
        }

        return new MappingNode(SpanOf(start, start.Style == MappingStyle.Flow, end), builder.Build());
    }

    /// <summary>Reads a node in the place of a value, where words that used to be booleans deserve a remark.</summary>
    private Node? ReadValue(ParsingEvent at, int depth)
    {
        var node = ReadNode(at, depth);
        if (at is Scalar { Style: ScalarStyle.Plain, Tag.IsEmpty: true } scalar && CoreSchema.IsFormerBoolean(scalar.Value))
        {
            YamlRemarks.FormerBoolean(_reports, scalar.Value, SpanOf(at));
        }

        return node;
    }

    private bool AddEntry(ref MappingBuilder builder, SourceSpan place, Node key, Node value)
    {
        if (key is not ScalarNode scalar)
        {
            _reports.Add(
                YamlDiagnostics.NonScalarKey,
                place,
                $"a key must be text, not {key.Describe()}",
                "a template that begins a value or a key needs quotes: \"{{name}}\"");
        }
        else if (IsMergeKey(scalar))
        {
            return Merge(ref builder, value);
        }
        else if (!builder.TryAdd(scalar, value, out var earlier))
        {
            _reports.Add(YamlDiagnostics.DuplicateKey, place, $"the key '{Shorten(scalar.Text)}' is already given on line {earlier.Span.Line}");
        }

        return !_reports.IsFull;
    }

    private bool Merge(ref MappingBuilder builder, Node value)
    {
        var sources = value is SequenceNode list ? list.Items : [value];
        foreach (var source in sources)
        {
            if (source is not MappingNode mapping)
            {
                _reports.Add(YamlDiagnostics.MergeValue, value.Span, $"'<<' merges mappings, not {source.Describe()}");
                continue;
            }

            // What is merged has been counted where it is written or repeated; that bounds the copying below.
            builder.Merge(mapping);
        }

        return !_reports.IsFull;
    }

    private static bool IsMergeKey(Node key) => key is ScalarNode { Text: "<<", IsPlain: true };

    private bool Enter(NodeEvent start, int depth)
    {
        var span = SpanOf(start);
        if (!start.Tag.IsEmpty && !YamlTags.Check(start.Tag, start is MappingStart, span, _reports))
        {
            return false;
        }

        return _meter.Count(new YamlTally(1, 0), span) && _meter.Reach(depth, span);
    }

    private static string Shorten(string name) => name.Length <= 60 ? name : name[..60] + "…";

    /// <summary>Where a part of a container ends: an alias has a place of its own, its node has that of the anchor.</summary>
    private SourceSpan EndOf(ParsingEvent at, Node part) => at is AnchorAlias ? SpanOf(at) : part.Span;

    private SourceSpan SpanOf(ParsingEvent at) => new(_file, (int)at.Start.Line, (int)at.Start.Column, (int)at.End.Line, (int)at.End.Column);

    /// <summary>
    /// The span of a container whose end event is current. It ends with its bracket, or else with its last part: the end of a block is
    /// only noticed lines later.
    /// </summary>
    private SourceSpan SpanOf(NodeEvent start, bool isFlow, SourceSpan? lastPart)
    {
        var (line, column) = ((int)start.Start.Line, (int)start.Start.Column);
        if (isFlow && _events.Current is { } end)
        {
            return new SourceSpan(_file, line, column, (int)end.Start.Line, (int)end.Start.Column + 1);
        }

        return lastPart is { } part ? new SourceSpan(_file, line, column, part.EndLine, part.EndColumn) : SpanOf(start);
    }
}
