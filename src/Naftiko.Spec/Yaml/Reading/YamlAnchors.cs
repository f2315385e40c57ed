using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;
using YamlDotNet.Core;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>The anchors of a document. An alias stands for the very node; only its cost is counted again.</summary>
internal sealed class YamlAnchors(YamlMeter meter, YamlReports reports)
{
    private const int LongestName = 60;

    private readonly Dictionary<AnchorName, YamlAnchor> _anchors = [];

    /// <summary>Reads a node under its anchor. A later anchor of the same name takes its place (YAML 1.2 section 7.1).</summary>
    public Node? Read(AnchorName name, int depth, Func<Node?> read)
    {
        var (tallyBefore, deepestBefore) = (meter.Tally, meter.Deepest);
        meter.Deepest = depth;
        _anchors[name] = default;
        var node = read();
        _anchors[name] = new YamlAnchor(node, meter.Tally - tallyBefore, meter.Deepest - depth);
        meter.Deepest = Math.Max(meter.Deepest, deepestBefore);
        return node;
    }

    /// <summary>The node of an alias; a null scalar, with an error, where there is none; null when the budget is used up.</summary>
    public Node? Resolve(AnchorName alias, SourceSpan span, int depth)
    {
        var isKnown = _anchors.TryGetValue(alias, out var anchor);
        if (anchor.Node is not null)
        {
            return meter.Count(anchor.Tally, span) && meter.Reach(depth + anchor.Height, span) ? anchor.Node : null;
        }

        var name = alias.Value.Length <= LongestName ? alias.Value : alias.Value[..LongestName] + "…";
        if (isKnown)
        {
            reports.Add(YamlDiagnostics.RecursiveAlias, span, $"the alias '*{name}' stands inside the anchor '&{name}'");
        }
        else
        {
            reports.Add(YamlDiagnostics.UnknownAlias, span, $"no anchor '&{name}' stands before this alias", "a value that begins with '*' needs quotes");
        }

        return !reports.IsFull && meter.Count(new YamlTally(1, 0), span) ? new ScalarNode(span, "", ScalarKind.Null, isPlain: true) : null;
    }
}
