using Naftiko.Spec.Diagnostics;
using Naftiko.Spec.Sources;

namespace Naftiko.Spec.Yaml.Reading;

/// <summary>Measures a tree while it is read, with every alias expanded, and says when the budget is used up.</summary>
internal sealed class YamlMeter(YamlBudget budget, YamlReports reports)
{
    /// <summary>What has been read so far.</summary>
    public YamlTally Tally { get; private set; }

    /// <summary>The deepest level reached since it was last set; gives an anchored node its height.</summary>
    public int Deepest { get; set; }

    /// <summary>Adds a part; false, with an error at <paramref name="span"/>, when that is too much.</summary>
    public bool Count(YamlTally part, SourceSpan span)
    {
        Tally += part;
        if (Tally.Nodes > budget.MaxNodes)
        {
            reports.Add(YamlDiagnostics.TooManyNodes, span, $"more than {budget.MaxNodes} nodes, with aliases expanded");
            return false;
        }

        if (Tally.Characters > budget.MaxCharacters)
        {
            reports.Add(YamlDiagnostics.TooLarge, span, $"more than {budget.MaxCharacters} characters, with aliases expanded");
            return false;
        }

        return true;
    }

    /// <summary>Goes down to a level; false, with an error at <paramref name="span"/>, when that is too deep.</summary>
    public bool Reach(int depth, SourceSpan span)
    {
        Deepest = Math.Max(Deepest, depth);
        if (depth <= budget.MaxDepth)
        {
            return true;
        }

        reports.Add(YamlDiagnostics.TooDeep, span, $"nested more than {budget.MaxDepth} levels deep");
        return false;
    }
}
